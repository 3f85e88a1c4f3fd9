import type { Access, Kind, Level } from './model.ts';

/** What a list does not say of its entries, guessed from the words that it has. All of it is to be looked over. */

const kindWords: Readonly<Record<Kind, readonly string[]>> = {
  book: ['book', 'ebook', 'textbook'],
  course: ['course', 'mooc', 'specialization', 'certification', 'bootcamp', 'class'],
  paper: ['paper', 'research', 'preprint', 'publication', 'whitepaper', 'thesis'],
  video: ['video', 'talk', 'webinar', 'screencast', 'lecture', 'presentation'],
  practice: [
    'practice',
    'interview',
    'exercise',
    'problem',
    'challenge',
    'kata',
    'quiz',
    'question',
    'competition',
  ],
  docs: ['doc', 'documentation', 'reference', 'specification', 'standard', 'manual'],
  tool: [
    'tool',
    'tooling',
    'library',
    'framework',
    'software',
    'platform',
    'package',
    'repository',
    'project',
  ],
  article: ['article', 'tutorial', 'blog', 'post', 'guide', 'reading', 'website', 'howto'],
  notes: [
    'note',
    'newsletter',
    'community',
    'podcast',
    'slide',
    'deck',
    'cheatsheet',
    'event',
    'meetup',
    'slack',
    'forum',
    'list',
    'roadmap',
  ],
};
const kindOfWord = new Map(
  Object.entries(kindWords).flatMap(([kind, words]) => words.map((word) => [word, kind] as [string, Kind])),
);

const kindOfHost: readonly [RegExp, Kind][] = [
  [/(^|\.)(youtube\.com|youtu\.be|vimeo\.com)$/, 'video'],
  [/(^|\.)(arxiv\.org|acm\.org|openreview\.net|usenix\.org)$/, 'paper'],
  [/(^|\.)(coursera\.org|udemy\.com|edx\.org|udacity\.com)$/, 'course'],
  [/(^|\.)(slideshare\.net|speakerdeck\.com|slides\.com)$/, 'notes'],
  [/(^|\.)(github\.com|gitlab\.com|pypi\.org|npmjs\.com)$/, 'tool'],
];

/**
 * From the list's own word for it, else the headings from the innermost out, else the address, else an article. A heading
 * such as "Tools" also stands above the documentation of tools.
 */
export function guessKind(type: string | undefined, section: readonly string[], url: string): Kind {
  const own = type === undefined ? undefined : kindNamed(type);
  if (own !== undefined) return own;
  const headed = section
    .toReversed()
    .map(kindNamed)
    .find((kind) => kind !== undefined);
  if (headed !== undefined) return headed === 'tool' && isDocs(url) ? 'docs' : headed;
  const host = hostOf(url);
  return isDocs(url) ? 'docs' : (kindOfHost.find(([pattern]) => pattern.test(host))?.[1] ?? 'article');
}

function kindNamed(text: string): Kind | undefined {
  return wordsOf(text)
    .map((word) => kindOfWord.get(word) ?? kindOfWord.get(singular(word)))
    .find((kind) => kind !== undefined);
}

function isDocs(url: string): boolean {
  const { hostname = '', pathname = '' } = URL.parse(url) ?? {};
  return (
    /^docs\.(?!google)|(^|\.)readthedocs\.(io|org)$/.test(hostname) ||
    /^\/(docs|documentation)\//.test(pathname)
  );
}

export function guessLevel(title: string, section: readonly string[]): Level {
  const text = [title, ...section].join(' ').toLowerCase();
  if (/\b(advanced|deep dive|in depth|in-depth|internals|expert)\b/.test(text)) return 'advanced';
  const first =
    /\b(beginners?|intro|introduction|basics|101|getting started|get started|fundamentals|first steps|newcomers?|where to start)\b/;
  return first.test(text) ? 'beginner' : 'intermediate';
}

const shops =
  /(^|\.)(amazon\.[a-z.]+|amzn\.to|oreilly\.com|manning\.com|packtpub\.com|udemy\.com|pragprog\.com|apress\.com|springer\.com)$/;
const tiers = /(^|\.)(coursera\.org|edx\.org|udacity\.com|pluralsight\.com|datacamp\.com|leanpub\.com)$/;

export function guessAccess(kind: Kind, url: string, text: string): Access {
  if (/\bfreemium\b|\bfree (tier|trial|plan)\b/i.test(text)) return 'freemium';
  if (/\b(paid|commercial|subscription required)\b/i.test(text)) return 'paid';
  if (kind !== 'book' && kind !== 'course') return 'free';
  const host = hostOf(url);
  if (tiers.test(host)) return 'freemium';
  return shops.test(host) ? 'paid' : 'free';
}

/** About what such a thing takes, in minutes. */
export const usualMinutes: Readonly<Record<Kind, number>> = {
  book: 480,
  course: 600,
  article: 15,
  notes: 20,
  video: 40,
  paper: 60,
  practice: 60,
  docs: 60,
  tool: 30,
};

/** The list's own word, unless the kind says the same. */
export function keptWord(type: string | undefined, kind: Kind): string[] {
  return type === undefined || type.toLowerCase() === kind || singular(type.toLowerCase()) === kind
    ? []
    : [type];
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}
