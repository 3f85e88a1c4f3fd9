import * as z from 'zod';

/** What a process of the bench is told, in its environment. */
export const ordersSchema = z.object({
  /** PostgreSQL's. */
  url: z.string(),
  discord: z.object({ token: z.string(), apiUrl: z.string() }),
});
export type Orders = z.infer<typeof ordersSchema>;

/** The word that it says once it looks for posts. */
export const ready = 'ready';
