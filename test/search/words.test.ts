import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, others, searchOf, titlesOf, topicOf } from './entries.ts';

const titles = [
  'Kubernetes in Action',
  'Weights and Biases',
  'CI/CD for everybody',
  'A/B testing done right',
  'Feature store comparison',
  'Validation of data',
  'Explainability of models',
  'Détection de dérive',
  'Monitoring machine learning models in production',
  'PyTorch-Lightning tips',
];
const search = searchOf([...others, ...titles.map((title) => entry(title))], {
  synonyms: [
    ['kubernetes', 'k8s', 'kube'],
    ['weights and biases', 'wandb', 'w&b'],
    ['ci/cd', 'continuous integration'],
    ['machine learning', 'ml'],
    ['feature store', 'featurestore'],
  ],
  aliases: [{ alias: 'o11y', topic: 'monitoring', also: [] }],
});
const first = (line: string) => titlesOf(search.find(line))[0];

describe('the words of a query', () => {
  it.each([
    ['k8s', 'Kubernetes in Action'],
    ['kube', 'Kubernetes in Action'],
    ['wandb', 'Weights and Biases'],
    ['w&b', 'Weights and Biases'],
    ['continuous integration', 'CI/CD for everybody'],
    ['ml models', 'Monitoring machine learning models in production'],
  ])('finds other names: %s', (line, title) => {
    expect(first(line)).toBe(title);
  });

  it('understands an alias whose topic the catalog lacks by the words of the topic', () => {
    expect(first('o11y')).toBe('Monitoring machine learning models in production');
  });

  it.each(['ci/cd', 'ci-cd', 'ci cd', 'cicd', 'CI/CD', 'Ci–Cd'])(
    'takes hyphen and space for the same: %s',
    (line) => {
      expect(titlesOf(search.find(line))).toEqual(['CI/CD for everybody']);
    },
  );

  it.each(['feature store', 'feature-store', 'featurestore', 'Feature Stores', '"feature store"'])(
    'finds the feature store by %s',
    (line) => {
      expect(first(line)).toBe('Feature store comparison');
    },
  );

  it('takes the word that has other names for what is wanted, though the other one is rarer', () => {
    const explained = ['Explainable forests', 'Explanations for nurses', 'Interpretable trees'];
    const entries = [...others, ...explained.map((title) => entry(title)), entry('Predictions of rain')];
    const synonyms = [['explainability', 'interpretability', 'explainable', 'interpretable', 'explanation']];
    expect(titlesOf(searchOf(entries, { synonyms }).find('explaining predictions')).toSorted()).toEqual(
      explained,
    );
  });

  it('finds a name in two words by the one word that other entries write', () => {
    const both = searchOf([...others, entry('Featurestore news'), entry('A feature store of our own')], {
      synonyms: [['feature store', 'featurestore']],
    });
    expect(titlesOf(both.find('featurestore'))).toEqual(['Featurestore news', 'A feature store of our own']);
  });

  it.each(['ab testing', 'a/b testing', 'A/B tests', 'a-b testing'])(
    'finds letters that are a name: %s',
    (line) => {
      expect(first(line)).toBe('A/B testing done right');
    },
  );

  it.each([
    ['kuberntes', 'Kubernetes in Action'],
    ['kubernets', 'Kubernetes in Action'],
    ['kubrenetes', 'Kubernetes in Action'],
    ['explainabilty', 'Explainability of models'],
    ['pytorhc lightning', 'PyTorch-Lightning tips'],
  ])('forgives slips: %s', (line, title) => {
    expect(first(line)).toBe(title);
  });

  it.each([
    ['validating data', 'Validation of data'],
    ['explainable model', 'Explainability of models'],
    ['monitored', 'Monitoring machine learning models in production'],
  ])('finds other forms: %s', (line, title) => {
    expect(first(line)).toBe(title);
  });

  it.each(['detection de derive', 'DÉTECTION', 'dérive'])('does not mind accents and case: %s', (line) => {
    expect(first(line)).toBe('Détection de dérive');
  });

  it.each(['kub', 'kubern', 'monit', 'expl mod'])('finds beginnings: %s', (line) => {
    expect(search.find(line).total).toBeGreaterThan(0);
  });

  it.each([
    'how do I monitor models in production?',
    'what is the best way to monitor my models',
    'please show me something about monitoring models!!',
    '@here monitoring models',
  ])('passes over the words that every question has: %s', (line) => {
    expect(first(line)).toBe('Monitoring machine learning models in production');
  });

  it('forgives one slip anywhere but in the first letter of a long word', () => {
    const word = 'explainability';
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: word.length - 2 }),
        fc.constantFrom('drop', 'swap', 'double'),
        (at, how) => {
          const slips = {
            drop: word.slice(0, at) + word.slice(at + 1),
            swap: word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
            double: word.slice(0, at) + word[at] + word.slice(at),
          };
          expect(first(slips[how])).toBe('Explainability of models');
        },
      ),
    );
  });
});

describe('why an entry matched', () => {
  const why = (line: string) => search.find(line).hits[0]?.why() ?? [];

  it.each([
    ['kubernetes', 'exact', 'kubernetes'],
    ['validate', 'stem', 'validation'],
    ['k8s', 'alias', 'kubernetes'],
    ['kubern', 'prefix', 'kubernetes'],
    ['kuberntes', 'typo', 'kubernetes'],
  ])('says for %s that it was by %s', (line, by, matched) => {
    expect(why(line)[0]).toEqual({ word: line, matched, by, fields: ['title'] });
  });

  it('names every field that has the word', () => {
    const one = searchOf([
      entry('Docker', {
        topics: ['docker'],
        authors: ['Docker Inc'],
        section: 'Docker > Books',
        description: 'docker',
      }),
    ]);
    expect(one.find('docker').hits[0]?.why()[0]?.fields).toEqual([
      'title',
      'topics',
      'authors',
      'section',
      'description',
    ]);
  });

  it('says when only the topic matched', () => {
    const one = searchOf([entry('Snapshots of tables', { topics: ['data-versioning'] })], {
      topics: [topicOf('data-versioning', 'Data versions')],
      aliases: [{ alias: 'lakefs', topic: 'data-versioning', also: [] }],
    });
    expect(one.find('lakefs').hits[0]?.why()[0]?.by).toBe('topic');
  });
});
