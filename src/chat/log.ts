/** Where an adapter tells what happens. Never given a secret or what a person wrote. */
export interface Log {
  debug(about: object, said: string): void;
  info(about: object, said: string): void;
  warn(about: object, said: string): void;
  error(about: object, said: string): void;
}
