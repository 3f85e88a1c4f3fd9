/** What the work gives, if it gives it within so many milliseconds. Failures come through. */
export async function within<T>(work: Promise<T>, ms: number): Promise<{ done: T } | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  try {
    return await Promise.race([work.then((done) => ({ done })), promise]);
  } finally {
    clearTimeout(timer);
  }
}
