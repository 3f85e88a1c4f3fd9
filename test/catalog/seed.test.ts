import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importLists, parseList } from '../../src/catalog/import.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Catalog, Resource } from '../../src/catalog/model.ts';
import { sectionOf } from '../../src/catalog/sections.ts';

/** What became of an entry: where it leads now, and what its note must say of that. */
interface Now {
  url?: string;
  note?: RegExp;
}
type Entry = [section: string, step: number | undefined, title: string, url: string | undefined, now?: Now];

/** Every entry of the list that the catalog grew from, in its order, with titles and addresses as they stand there. */
const seed: Entry[] = [
  ['Credits', undefined, 'Chip Huyen', 'https://huyenchip.com/mlops/'],
  ['Credits', undefined, 'MLOPs Roadmap', 'https://roadmap.sh/mlops', { note: /writes MLOPs/ }],
  [
    'Books',
    undefined,
    'Designing Machine Learning Systems',
    'https://www.oreilly.com/library/view/designing-machine-learning/9781098107968/',
    {
      url: 'https://www.oreilly.com/library/view/designing-machine-learning/9781098107956/',
      note: /no valid ISBN/,
    },
  ],
  [
    'Books',
    undefined,
    'Machine Learning Engineering',
    'https://www.amazon.com/Machine-Learning-Engineering-Andriy-Burkov/dp/B0899QH9TJ',
    { url: 'http://www.mlebook.com/wiki/doku.php?id=start', note: /could not be verified/ },
  ],
  [
    'NPTEL and MOOCs Courses',
    undefined,
    'MLOps Specialization',
    'https://www.coursera.org/specializations/mlops',
    {
      url: 'https://www.coursera.org/learn/introduction-to-machine-learning-in-production',
      note: /is not DeepLearning\.AI's series/,
    },
  ],
  [
    'NPTEL and MOOCs Courses',
    undefined,
    'MLOps Zoomcamp',
    'https://github.com/DataTalksClub/mlops-zoomcamp',
    { note: /says Prefect and Kubernetes/ },
  ],
  [
    'Topics to Study',
    1,
    'Getting Started - About Version Control',
    'https://git-scm.com/book/ms/v2/Getting-Started-About-Version-Control',
    {
      url: 'https://git-scm.com/book/en/v2/Getting-Started-About-Version-Control',
      note: /Malay edition/,
    },
  ],
  ['Topics to Study', 2, 'SQL Tutorial', 'https://www.w3schools.com/sql/'],
  [
    'Topics to Study',
    2,
    'What Is NoSQL? NoSQL Databases Explained',
    'https://www.mongodb.com/resources/basics/databases/nosql-explained',
  ],
  ['Topics to Study', 3, '10 Minutes to pandas', 'https://pandas.pydata.org/docs/user_guide/10min.html'],
  ['Topics to Study', 3, 'Dask Tutorial', 'https://tutorial.dask.org/00_overview.html'],
  [
    'Topics to Study',
    3,
    'unittest — Unit testing framework',
    'https://docs.python.org/3/library/unittest.html',
    { note: /dash in the title was damaged/ },
  ],
  // One link there, under two titles joined by a semicolon.
  [
    'Topics to Study',
    6,
    'REST API Tutorial: What is REST?',
    'https://www.dj4e.com/',
    { url: 'https://restfulapi.net/', note: /joins two titles on one link/ },
  ],
  [
    'Topics to Study',
    6,
    'Django for Everyone',
    'https://www.dj4e.com/',
    { note: /calls it Django for Everyone/ },
  ],
  [
    'Topics to Study',
    7,
    'Writing Your First Script',
    'https://linuxcommand.org/lc3_wss0010.php',
    { note: /shortens the title/ },
  ],
  ['Topics to Study', 7, 'Get Started with Docker', 'https://docs.docker.com/get-started/'],
  [
    'Topics to Study',
    7,
    'Learn Kubernetes Basics',
    'https://kubernetes.io/docs/tutorials/kubernetes-basics/',
  ],
  [
    'Topics to Study',
    7,
    'Airflow Tutorials',
    'https://airflow.apache.org/docs/apache-airflow/stable/tutorial/index.html',
  ],
  [
    'Topics to Study',
    8,
    'AWS Training and Certification',
    'https://aws.amazon.com/training/',
    { note: /general landing page/ },
  ],
  [
    'Topics to Study',
    9,
    'Model Serving',
    undefined,
    {
      url: 'https://mlinproduction.com/what-does-it-mean-to-deploy-a-machine-learning-model-deployment-series-01/',
      note: /without a link/,
    },
  ],
  [
    'Topics to Study',
    9,
    'Model Context Protocols (MCPs)',
    undefined,
    {
      url: 'https://modelcontextprotocol.io/docs/getting-started/intro',
      note: /without a link.*there is one protocol/,
    },
  ],
  [
    'Notes',
    undefined,
    'Machine Learning Production Myths',
    'https://www.youtube.com/watch?v=06-AZXmwHjo',
    { url: 'https://www.youtube.com/watch?v=c_AUuTuPA5k', note: /is another video/ },
  ],
  [
    'Notes',
    undefined,
    'Introduction to Machine Learning in Production',
    'https://docs.google.com/presentation/d/1WTR8zQWJNkL1A7BypyZ-EA3xqTfzhS35Qim8E1E9IdM/edit#slide=id.g95c3b1e661_0_0',
    { url: 'https://stanford-cs329s.github.io/syllabus.html', note: /could not be verified/ },
  ],
  [
    'Articles',
    undefined,
    'Rules of Machine Learning: Best Practices for ML Engineering',
    'https://developers.google.com/machine-learning/guides/rules-of-ml',
  ],
  [
    'Articles',
    undefined,
    'Data Distribution Shifts and Monitoring',
    'https://huyenchip.com/2022/06/07/data-distribution-shifts.html',
    {
      url: 'https://huyenchip.com/2022/02/07/data-distribution-shifts-and-monitoring.html',
      note: /date and address are wrong/,
    },
  ],
  [
    'Articles',
    undefined,
    'Real-time Machine Learning: Challenges and Solutions',
    'https://huyenchip.com/2020/12/27/real-time-machine-learning.html',
    {
      url: 'https://huyenchip.com/2022/01/02/real-time-machine-learning-challenges-and-solutions.html',
      note: /is an earlier post/,
    },
  ],
  [
    'Articles',
    undefined,
    'Building LLM Applications for Production',
    'https://huyenchip.com/2023/04/11/llm-engineering.html',
  ],
  [
    'Practice Problems',
    undefined,
    'MLOps Interview Questions GitHub Repo',
    'https://github.com/chiphuyen/mlops-interview-questions',
    {
      url: 'https://github.com/Devinterview-io/mlops-interview-questions',
      note: /does not exist/,
    },
  ],
  [
    'Practice Problems',
    undefined,
    'ML Test Score: A Rubric for Production Readiness',
    'https://github.com/eugeneyan/ml-test-score',
    {
      url: 'https://research.google/pubs/the-ml-test-score-a-rubric-for-ml-production-readiness-and-technical-debt-reduction/',
      note: /does not exist/,
    },
  ],
];

/** The steps of its path, each with its sub-steps, and the topics that they are here. Steps 4 and 5 are missing there. */
const steps: [step: number, title: string, topics: Record<string, string>][] = [
  [1, 'Version Control with Git', { 'Version Control with Git': 'git' }],
  [2, 'Databases: SQL and NoSQL', { SQL: 'sql', NoSQL: 'nosql' }],
  [
    3,
    'Python Programming',
    { 'Data Manipulation': 'pandas', 'Parallel Computing': 'dask', 'Unit Testing': 'testing' },
  ],
  [6, 'RESTful APIs', { 'RESTful APIs': 'rest-api' }],
  [
    7,
    'DevOps and Deployment Tools',
    { 'Shell Scripting': 'shell', Docker: 'docker', Kubernetes: 'kubernetes', 'Apache Airflow': 'airflow' },
  ],
  [8, 'Cloud Platforms', { AWS: 'aws' }],
  [
    9,
    'Deployment Technologies',
    { 'Model Serving': 'model-serving', 'Model Context Protocols (MCPs)': 'mcp' },
  ],
];

describe('the list that the catalog grew from', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await loadCatalog([join(import.meta.dirname, '../../catalog')]);
  });
  const stepOf = (resource: Resource | undefined) => catalog.topic(resource?.topics[0] ?? '')?.seed_step;

  it.each(seed)(
    '%s %s: has %s with its section, step, address and correction',
    (section, step, title, url, now) => {
      const candidates = catalog.resources.filter(
        (one) => (one.seed_title ?? one.title) === title && one.seed_url === url,
      );
      const wanted = now?.url ?? url;
      const entry = candidates.find((one) => one.url === wanted);
      expect(candidates.map((one) => one.url)).toContain(wanted);
      expect(entry && sectionOf(entry)).toBe(section);
      expect(entry?.section).toBe(section);
      if (step !== undefined) expect(stepOf(entry)).toBe(step);
      if (now?.note !== undefined) expect(entry?.note).toMatch(now.note);
    },
  );

  it.each(steps)('step %i, %s, is a stage with a topic for each of its parts', (step, _title, topics) => {
    const stage = catalog.path.stages.find(({ seed_step }) => seed_step === step);
    const inStage = stage?.topics.flatMap((one) => (typeof one === 'string' ? [one] : one.choose_one));
    for (const topic of Object.values(topics)) {
      expect(inStage).toContain(topic);
      expect(catalog.topic(topic)?.seed_step).toBe(step);
      expect(
        catalog.resources.some((one) => one.section === 'Topics to Study' && one.topics[0] === topic),
      ).toBe(true);
    }
  });

  it('has its steps in the order of their numbers, with a note on those that are missing there', () => {
    const numbered = catalog.path.stages.filter(({ seed_step }) => seed_step !== undefined);
    expect(numbered.map(({ seed_step }) => seed_step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const missing = numbered.filter(({ seed_step }) => seed_step === 4 || seed_step === 5);
    for (const { note } of missing) expect(note).toMatch(/jumps from step 3 to step 6/);
  });

  it('promised NPTEL courses and named none: those that exist stand in that section, and say so', () => {
    const nptel = catalog.resources.filter((one) => `${one.authors} ${one.publisher}`.includes('NPTEL'));
    expect(nptel.length).toBeGreaterThan(3);
    for (const one of nptel) {
      expect(sectionOf(one)).toBe('NPTEL and MOOCs Courses');
      expect(one.note).toMatch(/NPTEL has no course on MLOps itself/);
    }
  });

  it('is credited: its author, the roadmap, and the picture of it', () => {
    expect(catalog.credits.map(({ url, seed_url }) => [url, seed_url])).toEqual([
      ['https://huyenchip.com/mlops/', 'https://huyenchip.com/mlops/'],
      ['https://roadmap.sh/mlops', 'https://roadmap.sh/mlops'],
      ['https://roadmap.sh/mlops', 'Data/Interview/MLOPs/mlops_page-0001.jpg'],
    ]);
  });

  it('explains every entry whose address or title is another one here', () => {
    const changed = catalog.resources.filter(
      (one) =>
        (one.seed_url !== undefined && one.seed_url !== one.url) ||
        (one.seed_title !== undefined && one.seed_title.toLowerCase() !== one.title.toLowerCase()),
    );
    expect(changed.length).toBeGreaterThan(10);
    expect(changed.filter(({ note }) => note === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('has no entry that is missing in this table', () => {
    const listed = new Set(seed.flatMap(([, , title, url]) => [title, url]));
    const others = catalog.resources.filter(
      (one) =>
        one.seed_url !== undefined && !listed.has(one.seed_url) && !listed.has(one.seed_title ?? one.title),
    );
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  it('can be imported as it is written: every link in its section, sub-steps without one in the report', () => {
    const linked = seed.filter(([, , title]) => title !== 'REST API Tutorial: What is REST?');
    const lines = linked.flatMap(([section, step, title, url], index) => {
      const heading = linked[index - 1]?.[0] === section ? [] : ['', `## <a name="x"></a>${section}`, ''];
      const link = url === undefined ? 'Overview.' : `Overview.[${title}](${url})`;
      if (step === undefined) return [...heading, `- [**${title}**](${url}) by Ann Lee\\`, '  A sentence.'];
      return [...heading, `${step}. **Step ${step}**`, `   - *${title}*:`, `     - *Overview*: ${link}`];
    });
    const { resources, report } = importLists([{ file: 'a.md', ...parseList('a.md', lines.join('\n')) }]);
    expect(resources.map(({ title, url, section }) => [section?.split(' > ')[0], title, url])).toEqual(
      linked
        .filter(([, , , url]) => url !== undefined)
        .map(([section, , title, url]) => [section, title, url]),
    );
    expect(report[0]?.skipped.map(({ what }) => what)).toEqual([
      'Model Serving',
      'Model Context Protocols (MCPs)',
    ]);
  });
});
