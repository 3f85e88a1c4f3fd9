import * as z from 'zod';

/** What a process of the chaos is told, in its environment. */
export const ordersSchema = z.object({
  /** PostgreSQL's; without it the file. */
  url: z.string().exactOptional(),
  path: z.string(),
  discord: z.object({ token: z.string(), apiUrl: z.string() }),
  slack: z.object({ botToken: z.string(), apiUrl: z.string() }),
  /** How much its wall clock is set forward, and after how long. */
  jump: z.object({ byMs: z.number(), afterMs: z.number() }),
});
export type Orders = z.infer<typeof ordersSchema>;

/** The same patience as in earnest, in seconds instead of minutes. */
export const hurried = {
  tickMs: 200,
  timeoutMs: 1_500,
  leaseMs: 7_000,
  absentAfterMs: 2_500,
  catchUpMs: 6 * 3_600_000,
};

/** Discord's window for a repeated id is minutes; with less of it, what was lost is looked for too. */
export const repeatableMs = 4_000;
