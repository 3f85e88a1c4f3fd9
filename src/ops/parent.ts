/**
 * Resolves once the process that started this one is gone. npm runs a script in a shell, and when it is told to stop it
 * only ends that shell: the program would stay behind and keep its port.
 *
 * @param parent the id of the parent process now
 */
export function parentGone(parent: () => number, everyMs = 250): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    resolve();
  }, everyMs);
  timer.unref();
  return promise;
}
