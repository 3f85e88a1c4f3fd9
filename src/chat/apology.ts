import { code, type Message, message, quiet, text } from './reply.ts';

/** What a person is told when something broke on our side. `id` is what the log has for it. */
export function apology(id: string): Message {
  return message(
    text('Something broke on our side, and it has been written down. Please try again in a moment.'),
    quiet('If it happens again, tell whoever runs this bot the number ', code(id), '.'),
  );
}

/** Six letters and digits that a person can pass on. `random` gives a number in [0, 1). */
export function errorId(random: () => number): string {
  return Math.floor(random() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
}
