import type { Args } from '../chat/command.ts';
import {
  type Actions,
  code,
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
import { pageButtons, pageOf, rangeLabel } from './paging.ts';

const itemsOnPage = 10;

/** What a person has done, the newest first. */
export function doneList(args: Args, done: Done, asking: Asking, deps: Deps): Reply {
  if (done.size === 0) return nothingYet(deps);
  const page = pageOf({ limit: itemsOnPage, ...args }, done.size);
  const shown = [...done].slice(page.offset, page.offset + page.limit);
  const next = nextTopic(undefined, done, deps);
  const { buttons } = pageButtons('done', args, page, done.size);
  return message(
    heading('What you have done'),
    topicsDone(done, deps),
    list(...shown.map(([item, at]) => lineOf(item, dayOf(at, asking), deps))),
    quiet(rangeLabel(page, done.size)),
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
    default:
      return one satisfies never;
  }
}

function nothingYet({ catalog }: Deps): Reply {
  const example = catalog.topics[0]?.id ?? 'docker';
  const buttons: Actions['buttons'] = [
    { label: 'The path', action: { command: 'path', args: {}, mode: 'reply' } },
    { label: 'Browse', action: { command: 'browse', args: {}, mode: 'reply' } },
  ];
  return message(
    heading('Nothing marked yet'),
    text(
      'When you have finished a topic, a step or an entry, type ',
      code('done'),
      ' and its name, such as ',
      code(`done ${example}`),
      '. It is listed here then, and you see how far you are.',
    ),
    { type: 'actions', buttons },
  );
}
