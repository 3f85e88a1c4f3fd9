import { resource, topic } from './folder.ts';

const topics = { 'topics/all.yaml': topic('docker') + topic('python') };
const one = (...lines: string[]) => ({ ...topics, 'resources/a.yaml': resource('intro', ...lines) });
const unknownTopic = 'add that topic to topics/, or name one that stands there';

type Broken = [what: string, files: Record<string, string | Uint8Array>, problems: string[]];

/** What is wrong, the files, and the problems as "file:line:column  message → mend". */
export const brokenCatalogs: Broken[] = [
  [
    'a text with a colon and no quotation marks',
    { 'resources/a.yaml': '- id: a\n  title: Docker: the book\n' },
    [
      'resources/a.yaml:2:10  YAML: nested mappings are not allowed in compact mappings → put the text inside "…" if it has a colon in it',
    ],
  ],
  [
    'a quotation mark that is never closed, far from the end of the file',
    { 'resources/a.yaml': '- id: a\n  title: "A\n  url: https://example.com\n- id: b\n  title: B\n' },
    ['resources/a.yaml:2:10  YAML: missing closing "quote → add what is missing, or put the text inside "…"'],
  ],
  [
    'a single quotation mark that is never closed, within brackets',
    { 'synonyms.yaml': "- [a, b]\n- [c, 'd]\n- [e, f]\n" },
    ['synonyms.yaml:2:7  YAML: missing closing \'quote → add what is missing, or put the text inside "…"'],
  ],
  [
    'a field that stands twice',
    { 'resources/a.yaml': '- id: a\n  title: A\n  title: B\n' },
    ['resources/a.yaml:3:3  YAML: map keys must be unique → keep one of the two lines'],
  ],
  [
    'tabs',
    { 'resources/a.yaml': '- id: a\n  seen:\n\t\twhere: b\n' },
    ['resources/a.yaml:3:1  YAML: tabs are not allowed as indentation → indent with spaces instead of tabs'],
  ],
  [
    'a few lines of aliases that stand for gigabytes',
    {
      'resources/a.yaml': `${['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`)].join('\n')}\n`,
    },
    ['resources/a.yaml:1:1  too many *aliases → write the values out, without anchors and deep nesting'],
  ],
  [
    'two documents in a file',
    { 'synonyms.yaml': '- [a, b]\n---\n- [c, d]\n' },
    [
      'synonyms.yaml:2:1  YAML: source contains multiple documents → remove the line ---, a file is one document',
    ],
  ],
  [
    'a tag that YAML does not know',
    { 'synonyms.yaml': '- [!secret a, b]\n' },
    ['synonyms.yaml:1:4  YAML: unresolved tag: !secret → remove the !tag'],
  ],
  [
    'a file that is no list',
    { 'resources/a.yaml': '# none\nid: a\n' },
    ['resources/a.yaml:2:1  this is not a list → begin each resource with "- "'],
  ],
  [
    'an entry that is no group of fields',
    { 'resources/a.yaml': '- just text\n' },
    ['resources/a.yaml:1:3  resource: this is text → write fields, each on a line of its own: "name: value"'],
  ],
  [
    'a field with a slip of the pen',
    one('langage: en'),
    ['resources/a.yaml:2:3  resource intro: unknown field "langage" → did you mean "language"?'],
  ],
  [
    'a field that nothing is like',
    { 'synonyms.yaml': '', 'aliases.yaml': '- { alias: k8s, topic: docker, importance: 3 }\n', ...topics },
    [
      'aliases.yaml:1:32  alias k8s: unknown field "importance" → remove it, or use one of: alias, topic, also',
    ],
  ],
  [
    'an unknown field of a group',
    one('seen: { where: there, on: 2026-01-02, by: me }'),
    ['resources/a.yaml:2:41  resource intro: unknown field "by" → remove it, or use one of: where, on'],
  ],
  [
    'a value that is no choice',
    one('kind: boook', 'level: easy'),
    [
      'resources/a.yaml:2:9  resource intro: "kind" is "boook" → did you mean "book"? Otherwise use one of: book, course, article, notes, video, paper, practice, docs, tool',
      'resources/a.yaml:3:10  resource intro: "level" is "easy" → use one of: beginner, intermediate, advanced',
    ],
  ],
  [
    'wrong types',
    one('minutes: 8 hours', 'authors: Chip Huyen', 'title:'),
    [
      'resources/a.yaml:2:12  resource intro: "minutes" is "8 hours", which is text → write a number',
      'resources/a.yaml:3:12  resource intro: "authors" is "Chip Huyen", which is text → write a list',
      'resources/a.yaml:4:9  resource intro: "title" is empty → write text, or remove the line',
    ],
  ],
  [
    'numbers out of range, and broken ones',
    one('minutes: 0'),
    ['resources/a.yaml:2:12  resource intro: "minutes" is 0 → use a number of at least 1'],
  ],
  [
    'a part of a minute',
    one('minutes: 1.5'),
    ['resources/a.yaml:2:12  resource intro: "minutes" is 1.5 → write a whole number'],
  ],
  [
    'texts that are too long or empty',
    one(`title: ${'a'.repeat(201)}`, 'publisher: " "'),
    [
      'resources/a.yaml:2:10  resource intro: "title" has 201 characters → shorten it to at most 200',
      'resources/a.yaml:3:14  resource intro: "publisher" is empty → write something, or remove the line',
    ],
  ],
  [
    'what is missing',
    {
      'resources/a.yaml':
        '- title: Alone\n  url: https://example.com\n  kind: tool\n  access: free\n  minutes: 1\n',
    },
    [
      'resources/a.yaml:1:3  resource Alone: "id" is missing → add a line "id: …" with text',
      'resources/a.yaml:1:3  resource Alone: "level" is missing → add a line "level: …" with one of: beginner, intermediate, advanced',
      'resources/a.yaml:1:3  resource Alone: "minutes_basis" is missing → add a line "minutes_basis: …" with one of: stated, estimate',
    ],
  ],
  [
    'an id in capitals, a language in words',
    { 'resources/a.yaml': resource('My_Book', 'language: english') },
    [
      'resources/a.yaml:1:7  resource My_Book: "id" is "My_Book" → use kebab-case: lower-case letters, digits and single hyphens',
      'resources/a.yaml:2:13  resource My_Book: "language" is "english" → use a two-letter language code such as en',
    ],
  ],
  [
    'dates that do not exist',
    one('seen: { where: there, on: 2026-02-31 }'),
    [
      'resources/a.yaml:2:29  resource intro: "seen.on" is "2026-02-31" → use a date that exists, written YYYY-MM-DD',
    ],
  ],
  [
    'an address without http',
    one('url: bit.ly/3xyz', 'archive_url: "https://[broken"'),
    [
      'resources/a.yaml:2:8  resource intro: "url" is "bit.ly/3xyz" → use a full address that starts with http:// or https://',
      'resources/a.yaml:3:16  resource intro: "archive_url" is "https://[broken" → use a full address that starts with http:// or https://',
    ],
  ],
  [
    'an unknown topic, near a known one and near none',
    one('topics: [dockr, gardening]'),
    [
      `resources/a.yaml:2:12  unknown topic "dockr" → did you mean "docker"? Otherwise ${unknownTopic}`,
      `resources/a.yaml:2:19  unknown topic "gardening" → ${unknownTopic}`,
    ],
  ],
  [
    'an unknown topic in an entry that has another fault',
    one('topics: [dockr]', 'minutes: -1'),
    [
      `resources/a.yaml:2:12  unknown topic "dockr" → did you mean "docker"? Otherwise ${unknownTopic}`,
      'resources/a.yaml:3:12  resource intro: "minutes" is -1 → use a number of at least 1',
    ],
  ],
  [
    'an unknown prerequisite',
    { 'topics/all.yaml': topic('docker', 'prerequisites: [shell]') },
    [`topics/all.yaml:2:19  unknown topic "shell" → ${unknownTopic}`],
  ],
  [
    'a step about an unknown resource, and a step too long',
    {
      'topics/all.yaml': topic(
        'docker',
        'steps:',
        '  - { id: first, do: Read it., resource: nothing, minutes: 50, check: Why? }',
      ),
    },
    [
      'topics/all.yaml:3:44  unknown resource "nothing" → add that resource to resources/, or name one that stands there',
      'topics/all.yaml:3:62  topic docker: "steps.minutes" is 50 → use a number of at most 45',
    ],
  ],
  [
    'a question about an unknown topic and resource',
    {
      ...topics,
      'questions/a.yaml':
        '- id: why\n  question: Why?\n  hint: Because.\n  answer: So.\n  level: beginner\n  kind: concept\n  topics: [dokcer]\n  resources: [gone]\n',
    },
    [
      `questions/a.yaml:7:12  unknown topic "dokcer" → did you mean "docker"? Otherwise ${unknownTopic}`,
      'questions/a.yaml:8:15  unknown resource "gone" → add that resource to resources/, or name one that stands there',
    ],
  ],
  [
    'an id that stands twice, in two files',
    {
      'resources/a.yaml': resource('intro'),
      'resources/b.yaml': resource('intro', 'url: https://example.org'),
    },
    [
      'resources/b.yaml:1:7  the resource id "intro" is used already, in resources/a.yaml:1 → give one of the two another id; an id that an entry had formerly counts too',
    ],
  ],
  [
    'an id that another entry had formerly',
    { 'resources/a.yaml': resource('intro') + resource('guide', 'formerly: [intro]') },
    [
      'resources/a.yaml:10:14  the resource id "intro" is used already, in resources/a.yaml:1 → give one of the two another id; an id that an entry had formerly counts too',
    ],
  ],
  [
    'topics, steps and stages with the same id',
    {
      'resources/a.yaml': resource('intro'),
      'topics/all.yaml':
        topic('docker', 'steps:', '  - { id: s, do: Read., resource: intro, minutes: 20, check: Why? }') +
        topic('python', 'steps:', '  - { id: s, do: Read., resource: intro, minutes: 20, check: Why? }') +
        topic('docker'),
      'path.yaml':
        'stages:\n  - { id: one, title: One, topics: [docker] }\n  - { id: one, title: Two, topics: [python] }\n',
    },
    [
      'path.yaml:3:11  the stage id "one" is used already, in path.yaml:2 → give one of the two another id; an id that an entry had formerly counts too',
      'topics/all.yaml:10:13  the step id "s" is used already, in topics/all.yaml:3 → give one of the two another id; an id that an entry had formerly counts too',
      'topics/all.yaml:15:7  the topic id "docker" is used already, in topics/all.yaml:1 → give one of the two another id; an id that an entry had formerly counts too',
    ],
  ],
  [
    'the same address in other clothes',
    {
      'resources/a.yaml':
        resource('intro', 'url: https://example.com/a') +
        resource('again', 'url: http://www.EXAMPLE.com:80/a/?utm_source=x#readme'),
    },
    [
      'resources/a.yaml:10:8  the address of "again" is that of "intro" too, in resources/a.yaml:2 → keep one of the two entries, or correct the address',
    ],
  ],
  [
    'prerequisites in a circle',
    {
      'topics/all.yaml':
        topic('a', 'prerequisites: [b]') +
        topic('b', 'prerequisites: [c]') +
        topic('c', 'prerequisites: [a]'),
      'path.yaml': 'stages:\n  - { id: one, title: One, topics: [a, b, c] }\n',
    },
    [
      'topics/all.yaml:14:19  prerequisites go round in a circle: a → b → c → a → remove the prerequisite that is not needed to begin',
    ],
  ],
  [
    'a topic that needs itself',
    { 'topics/all.yaml': topic('a', 'prerequisites: [a]') },
    [
      'topics/all.yaml:2:19  prerequisites go round in a circle: a → a → remove the prerequisite that is not needed to begin',
    ],
  ],
  [
    'a path with a missing topic and one that stands twice',
    {
      ...topics,
      'path.yaml':
        'stages:\n  - id: one\n    title: One\n    topics:\n      - docker\n      - choose_one: [pyton, python]\n  - id: two\n    title: Two\n    topics: [docker]\n',
    },
    [
      `path.yaml:6:22  unknown topic "pyton" → did you mean "python"? Otherwise ${unknownTopic}`,
      'path.yaml:9:14  the path names the topic "docker" twice → keep one of the two',
    ],
  ],
  [
    'a path with an entry that is neither a topic nor a choice',
    {
      ...topics,
      'path.yaml':
        'stages:\n  - { id: one, title: One, topics: [docker, 7] }\n  - { id: two, title: Two, topics: [{ choose: [python] }] }\n',
    },
    [
      'path.yaml:2:45  path: "stages.topics" is 7 → write text',
      'path.yaml:3:37  path: "stages.topics.choose_one" is missing → add a line "choose_one: …" with a list',
      'path.yaml:3:39  path: unknown field "choose" → remove it, or use one of: choose_one',
    ],
  ],
  [
    'a prerequisite that comes later in the path',
    {
      'topics/all.yaml': topic('docker', 'prerequisites: [python]') + topic('python'),
      'path.yaml': 'stages:\n  - { id: one, title: One, topics: [docker, python] }\n',
    },
    [
      'topics/all.yaml:2:19  "docker" needs "python", which stands later in the path → move "python" before "docker" in the path, or remove the prerequisite',
    ],
  ],
  [
    'an alias with two main topics, however it is written',
    {
      'topics/all.yaml': topic('docker', 'aliases: [Con-tainers]') + topic('python'),
      'aliases.yaml':
        '- { alias: CI CD, topic: docker }\n- { alias: ci-cd, topic: python }\n- { alias: containers, topic: python }\n',
    },
    [
      'aliases.yaml:2:12  the alias "ci-cd" means "python" here, and "docker" in aliases.yaml:1 → let both have the same topic, and put the other under also',
      'topics/all.yaml:2:13  the alias "Con-tainers" means "docker" here, and "python" in aliases.yaml:3 → let both have the same topic, and put the other under also',
    ],
  ],
  [
    'an alias that is the name of another topic',
    {
      ...topics,
      'aliases.yaml': '- { alias: about python, topic: docker }\n- { alias: Docker, topic: python }\n',
    },
    [
      'aliases.yaml:1:12  the alias "about python" of "docker" is the name of the topic "python" → remove it, or let it mean "python" and put "docker" under also',
      'aliases.yaml:2:12  the alias "Docker" of "python" is the name of the topic "docker" → remove it, or let it mean "docker" and put "python" under also',
    ],
  ],
  [
    'a file that is not UTF-8',
    { 'resources/a.yaml': Buffer.from('- id: a\n  title: Caf\xe9\n', 'latin1') },
    ['resources/a.yaml:2:13  this is not UTF-8 → save the file with the encoding UTF-8'],
  ],
  [
    'a name that is nearly one of ours',
    { ...topics, 'alias.yaml': '[]', 'resource/a.yaml': '[]' },
    [
      'alias.yaml:1:1  this name is not one that is read → did you mean aliases.yaml? Then rename it',
      'resource:1:1  this name is not one that is read → did you mean resources/? Then rename it',
    ],
  ],
  [
    'an empty folder',
    {},
    [
      ':1:1  no part of a catalog is in this folder → add resources/*.yaml or topics/*.yaml, or name another folder',
    ],
  ],
];
