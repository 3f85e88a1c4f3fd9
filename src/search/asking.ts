import type { Access, Kind, Level } from '../catalog/model.ts';

/** The words of questions that say what kind of thing is wanted or nothing at all, rather than what it is about. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Not in the index: they stand in every text. */
export const functionWords = words(`
  a an the of and or nor to in on for with by as at from into onto than then so if but
  is are be been being was were am do does did has have had it its this that these those there
  i me my mine we our ours us you your yours they their them he she his her
  how what which who whom whose when where why can could should would will shall may might must
`);

/** In the index, but asked for by nobody: they neither have to match nor find anything by themselves. */
export const fillers = words(`
  about all also another any anybody anyone anything around best better can't cannot could couldnt current
  difference different dont each every everything fast few find finding
  get gets getting give go good great guide guides guidance hello help helpful here hey hi ill im interested
  just know knowing let lets like link links list little looking lot lots love made make makes making many material
  materials me more most need needed needs new nice not now ok okay one ones only other
  others please pls plz popular possible properly quick quickly read reading really recommend
  recommendation recommendations recommended resource resources right see show some somebody someone something
  still stuff suggest suggestion suggestions sure take teach tell thank thanks
  thing things too top tried try trying two understand understanding up use used useful uses using
  very vs versus want wanted wants way ways well without work working works worth write writing
  yes everyone channel between build building built create creating implement implementing set setting setup
  run running keep put proper correct correctly actually basically handle handling choose choosing
  pick difference explained important main mean means does happen happens
  deal dealing avoid come comes add adding
  folks guys asked asking nobody
`);

export interface KindWord {
  kind: Kind;
  /** A narrower thing than the kind: only entries that say the word are just what was asked for. */
  narrow: boolean;
}

const kindNames: Readonly<Record<Kind, { whole: string; narrow: string }>> = {
  book: { whole: 'book books', narrow: 'ebook ebooks textbook textbooks handbook' },
  course: {
    whole: 'course courses',
    narrow: 'mooc moocs class classes specialization bootcamp nptel certification certifications',
  },
  article: { whole: 'article articles', narrow: 'blog blogs post posts blogpost tutorial tutorials howto' },
  notes: {
    whole: 'notes',
    narrow:
      'newsletter newsletters podcast podcasts slides slide community communities cheatsheet cheatsheets',
  },
  video: { whole: 'video videos', narrow: 'talk talks lecture lectures webinar webinars youtube screencast' },
  paper: { whole: 'paper papers', narrow: 'publication publications whitepaper preprint arxiv' },
  practice: { whole: 'practice exercise exercises', narrow: 'kata katas puzzle puzzles' },
  docs: { whole: 'docs documentation', narrow: 'manual' },
  tool: { whole: 'tool tools', narrow: 'library libraries software tooling framework frameworks' },
};

export const kindWords: ReadonlyMap<string, KindWord> = new Map(
  Object.entries(kindNames).flatMap(([kind, { whole, narrow }]) => [
    ...[...words(whole)].map((word): [string, KindWord] => [word, { kind: kind as Kind, narrow: false }]),
    ...[...words(narrow)].map((word): [string, KindWord] => [word, { kind: kind as Kind, narrow: true }]),
  ]),
);

export const levelWords: ReadonlyMap<string, Level> = new Map([
  ...[
    ...words(
      'beginner beginners newbie newbies novice novices intro introduction introductory basic basics easy 101 simple learn start started starting',
    ),
  ].map((word): [string, Level] => [word, 'beginner']),
  ['intermediate', 'intermediate'],
  ['advanced', 'advanced'],
  ['expert', 'advanced'],
]);

export const accessWords: ReadonlyMap<string, Access> = new Map([
  ['free', 'free'],
  ['gratis', 'free'],
  ['freemium', 'freemium'],
  ['paid', 'paid'],
]);

/** Titles that begin a subject; folded words that stand together. */
export const beginnings =
  /\b(introduction|introducing|intro|getting started|get started|start here|where to start|beginners?|basics|fundamentals|primer|101|novices|from scratch|first steps|overview|what is|what are|tutorial|learn|crash course|quick ?start|hands on|handbook|guide|essentials|up and running|in action|explained)\b/;
