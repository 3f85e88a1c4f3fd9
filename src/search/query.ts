import type { Access, Kind, Level } from '../catalog/model.ts';

/** A search as a person typed it, understood. */
export interface Query {
  /** The text without filters, as typed (trimmed, control characters gone, cut at 200 characters). */
  text: string;
  words: readonly string[];
  /** Quoted phrases; their words are in `words` too. */
  phrases: readonly string[];
  filters: Filters;
  /** Filters that could not be understood, each with what to type instead. */
  problems: readonly QueryProblem[];
}

export interface Filters {
  kind?: Kind;
  level?: Level;
  /** A topic id. */
  topic?: string;
  /** Part of an author's or publisher's name. */
  by?: string;
  /** 'free' also lets freemium through. */
  access?: Access;
  /** Minutes, at most. */
  max?: number;
}

export interface QueryProblem {
  filter: string;
  value: string;
  /** What the filter understands: values, or a sentence for numbers. */
  expected: readonly string[];
}
