import { accesses, kinds, levels } from '../catalog/model.ts';
import type { Args, BooleanOption, ChoiceOption, TextOption, Visibility } from '../chat/command.ts';
import type { Deps } from './deps.ts';

const choices = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export const kindOption: ChoiceOption = {
  name: 'kind',
  type: 'choice',
  summary: 'book, course, article, video …',
  choices: choices(kinds),
};

export const levelOption: ChoiceOption = {
  name: 'level',
  type: 'choice',
  summary: 'beginner, intermediate or advanced',
  choices: choices(levels),
};

export const accessOption: ChoiceOption = {
  name: 'access',
  type: 'choice',
  summary: 'free, freemium or paid; free also shows freemium, marked',
  choices: choices(accesses),
};

export const shareOption: BooleanOption = {
  name: 'share',
  type: 'boolean',
  summary: 'show the answer to everybody in the channel',
};

/** A topic by id, title or alias, with suggestions; the option takes the rest of a typed line when `rest`. */
export function topicOption(name: string, summary: string, rest = false): TextOption<Deps> {
  return {
    name,
    type: 'text',
    summary,
    rest,
    maxLength: 100,
    async suggest(prefix, { deps }, limit) {
      const found = deps.search.suggest(prefix, 100).filter(({ type }) => type !== 'resource');
      return found.slice(0, limit).map(({ label, value }) => ({ label, value }));
    },
  };
}

export function privateUnlessShared(args: Args): Visibility {
  return args.share === true ? 'channel' : 'private';
}

export const alwaysPrivate = (): Visibility => 'private';
export const opensReply = (): 'reply' => 'reply';

export function textOf(args: Args, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : '';
}
