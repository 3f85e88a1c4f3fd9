/** Takes the exit code of a command that has ended. */
export type Done = (code: number) => void;

/** Says a line on the standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
