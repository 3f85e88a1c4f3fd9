/**
 * What tests make and must not find again. Test files that follow each other in one worker share their modules, so a
 * variable of a module outlives its file: what a file or a test has for itself is asked for here instead.
 */
type End = () => unknown;

const ofFile: End[] = [];
const ofTest: End[] = [];

/**
 * Something that each test file has one of: made when the file first asks for it, and ended after its last test.
 *
 * @returns asks for it.
 */
export function perFile<T>(make: () => T, end?: (made: T) => unknown): () => T {
  return once(ofFile, make, end);
}

/** The same of a single test. */
export function perTest<T>(make: () => T, end?: (made: T) => unknown): () => T {
  return once(ofTest, make, end);
}

/** For after each test; lifetime-setup.ts sees to it. */
export function endTest(): Promise<void> {
  return endAll(ofTest);
}

/** For after each file; what was made between its tests goes as well. */
export async function endFile(): Promise<void> {
  await endAll(ofTest);
  await endAll(ofFile);
}

function once<T>(ends: End[], make: () => T, end: ((made: T) => unknown) | undefined): () => T {
  let made: { one: T } | undefined;
  return () => {
    if (made === undefined) {
      const one = make();
      made = { one };
      ends.push(() => {
        made = undefined;
        return end?.(one);
      });
    }
    return made.one;
  };
}

/** The last made first: it may need what was there before. What cannot be ended keeps nothing else from it. */
async function endAll(ends: End[]): Promise<void> {
  const errors: unknown[] = [];
  for (const end of ends.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0)
    throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'What a test made stays');
}
