import type { Command } from '../chat/command.ts';
import { about } from './about.ts';
import { browse } from './browse.ts';
import { dailyList } from './daily-list.ts';
import { dailyOff } from './daily-off.ts';
import { dailyOn } from './daily-on.ts';
import { dailyPause } from './daily-pause.ts';
import { dailyPreview } from './daily-preview.ts';
import { dailyResume } from './daily-resume.ts';
import { dailySkip } from './daily-skip.ts';
import { dailyStatus } from './daily-status.ts';
import type { Deps } from './deps.ts';
import { done } from './done.ts';
import { help } from './help.ts';
import { path } from './path.ts';
import { practice } from './practice.ts';
import { random } from './random.ts';
import { resource } from './resource.ts';
import { topic } from './topic.ts';

/** Every command of the bot, in the order in which help shows them. */
export const commands: readonly Command<Deps>[] = [
  resource,
  topic,
  path,
  browse,
  practice,
  done,
  dailyOn,
  dailyStatus,
  dailyPreview,
  dailyPause,
  dailyResume,
  dailySkip,
  dailyOff,
  dailyList,
  random,
  help,
  about,
];
