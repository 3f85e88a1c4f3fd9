import { code, type Inline } from '../chat/reply.ts';
import type { Deps } from './deps.ts';

/** What to type, wherever one is: "/mlops daily on". */
export function typed(deps: { about: Pick<Deps['about'], 'commandName'> }, line: string): Inline {
  return code(typedText(deps, line));
}

export function typedText({ about }: { about: Pick<Deps['about'], 'commandName'> }, line: string): string {
  return `/${about.commandName} ${line}`;
}
