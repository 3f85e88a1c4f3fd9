import type { Answer } from './answers.ts';
import { answerOf } from './faults.ts';
import { needsBotToken, type Route } from './routes.ts';

/** What Discord lets one bot do in a second, all its processes together. */
export interface GlobalLimit {
  /** A 429, for a request that is one too many. */
  refuse(route: Route): Answer | undefined;
}

const secondMs = 1000;

/** …/topics/rate-limits#global-rate-limit: answers to interactions do not count. */
export function createGlobalLimit(perSecond: number, clock: () => number): GlobalLimit {
  const taken: number[] = [];
  return {
    refuse(route) {
      if (!Number.isFinite(perSecond) || !needsBotToken(route)) return undefined;
      const now = clock();
      while (taken[0] !== undefined && now - taken[0] >= secondMs) taken.shift();
      const [oldest = now] = taken;
      if (taken.length < perSecond) {
        taken.push(now);
        return undefined;
      }
      const retryAfter = Math.ceil(oldest + secondMs - now) / 1000;
      return answerOf({ status: 429, global: true, retryAfter });
    },
  };
}
