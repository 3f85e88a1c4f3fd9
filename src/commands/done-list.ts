import type { Args } from '../chat/command.ts';
import {
  type Actions,
  type Button,
  heading,
  type Inline,
  link,
  list,
  message,
  plain,
  quiet,
  type Reply,
  strong,
  text,
} from '../chat/reply.ts';
import type { Deps } from './deps.ts';
import { type Asking, dayOf } from './done-day.ts';
import { finishable, titleOf } from './done-item.ts';
import { type Done, nextTopic, topicsDone } from './done-progress.ts';
import { listButton, type Shown } from './done-said.ts';
import { pageButtons, pageOf, rangeLabel } from './paging.ts';
import { typed } from './typed-line.ts';

const itemsOnPage = 10;

const titles: Readonly<Record<Shown, string>> = {
  done: 'What you have done',
  later: 'What you kept for later',
  save: 'What you saved',
};

/** The list that is asked for: what is done, unless it is another. */
export function listShown(text: string): Shown {
  return text === 'later' || text === 'save' ? text : 'done';
}

/** What a person has done, saved or kept for later, the newest first. */
export function doneList(
  args: Args,
  { shown, marked }: { shown: Shown; marked: Done },
  asking: Asking,
  deps: Deps,
): Reply {
  if (marked.size === 0) return nothingYet(shown, deps);
  const page = pageOf({ limit: itemsOnPage, ...args }, marked.size);
  const onPage = [...marked].slice(page.offset, page.offset + page.limit);
  const next = shown === 'done' ? nextTopic(undefined, marked, deps) : undefined;
  const { buttons } = pageButtons('done', args, page, marked.size);
  return message(
    heading(titles[shown]),
    shown === 'done' ? topicsDone(marked, deps) : undefined,
    list(...onPage.map(([item, at]) => lineOf(item, dayOf(at, asking), deps))),
    quiet(rangeLabel(page, marked.size)),
    {
      type: 'actions',
      buttons: [
        // What one has done is for oneself.
        ...buttons.filter(({ label }) => label !== 'Share'),
        ...(next === undefined
          ? []
          : [
              {
                label: `Open: ${next.title}`,
                action: { command: 'topic', args: { name: next.id }, mode: 'reply' as const },
              },
            ]),
        ...otherLists(shown),
      ],
    },
  );
}

function lineOf(item: string, day: string, deps: Deps): Inline[] {
  const one = finishable(item, deps.catalog);
  if (one === undefined) return [strong(item), plain(` – no longer in the catalog · ${day}`)];
  const title = titleOf(one, deps);
  switch (one.type) {
    case 'topic':
      return [strong(title), plain(` – topic · ${day}`)];
    case 'step':
      return [strong(title), plain(`: ${one.step.do} – ${day}`)];
    case 'resource':
      return [link(title, one.resource.url), plain(` – ${one.resource.kind} · ${day}`)];
    case 'question':
      return [strong(title), plain(` – question · ${day}`)];
    default:
      return one satisfies never;
  }
}

function otherLists(shown: Shown): Button[] {
  return (['done', 'later', 'save'] as const).filter((one) => one !== shown).map(listButton);
}

function nothingYet(shown: Shown, deps: Deps): Reply {
  if (shown !== 'done') {
    const word = shown === 'later' ? 'Later' : 'Save';
    return message(
      heading(shown === 'later' ? 'Nothing kept for later' : 'Nothing saved yet'),
      text(`Press ${word} on a daily post, and it is listed here. Nobody sees the list but you.`),
      { type: 'actions', buttons: otherLists(shown) },
    );
  }
  const example = deps.catalog.topics[0]?.id ?? 'docker';
  const buttons: Actions['buttons'] = [
    { label: 'The path', action: { command: 'path', args: {}, mode: 'reply' } },
    { label: 'Browse', action: { command: 'browse', args: {}, mode: 'reply' } },
  ];
  return message(
    heading('Nothing marked yet'),
    text(
      'When you have finished a topic, a step or an entry, type ',
      typed(deps, 'done'),
      ' and its name, such as ',
      typed(deps, `done ${example}`),
      '. It is listed here then, and you see how far you are.',
    ),
    { type: 'actions', buttons },
  );
}
