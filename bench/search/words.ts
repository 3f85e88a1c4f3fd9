/** What generated entries are written with: real words of the field first, then made-up names for the long tail. */

/** In the order of how often they come; a handful of them make up a large part of any text. */
const plainWords =
  `the and for of a to in with learning machine data on how is your from models model by an using
guide tutorial introduction documentation python best practices production course open source learn you deep building
tools awesome examples system systems engineering code what that are it design getting started framework library
practical testing pipelines pipeline cloud deployment real time free interview questions exercises science training
large scale infrastructure monitoring performance software at this as or can be up end quality developers`
    .split(/\s+/)
    .filter((word) => word !== '');

const fieldWords =
  `docker kubernetes airflow mlflow git github sql postgres redis mongodb kafka spark flink beam dbt
pandas numpy polars dask pytorch tensorflow keras onnx jax transformers embeddings vector rag llm agents prompt
evaluation drift feature store registry tracking experiment reproducibility versioning dvc lakefs serving inference
batch streaming latency throughput gpu cuda quantization distillation terraform ansible helm argo kubeflow metaflow
prefect dagster kedro sagemaker vertex azure aws gcp bedrock lambda serverless microservices api rest grpc fastapi
flask django bash linux shell container image compose network storage security secrets encryption privacy fairness
explainability shap bias governance compliance audit cost optimization budget canary rollout experiment ab bandit
statistics probability regression classification clustering forecasting recommendation ranking retrieval search
anomaly detection segmentation vision language speech translation summarization annotation labeling augmentation
validation schema contract lineage catalog warehouse lakehouse parquet iceberg delta arrow etl elt orchestration
scheduler workflow dag task queue broker event log metric trace alert dashboard grafana prometheus telemetry
observability reliability incident postmortem chaos load benchmark profiling debugging unit integration regression
pytest coverage lint typing packaging notebook jupyter colab kaggle competition dataset sampling split leakage
hyperparameter tuning search optuna ray deepspeed distributed parallel sharding checkpoint gradient optimizer
attention transformer diffusion generative adversarial reinforcement policy reward supervised unsupervised`
    .split(/\s+/)
    .filter((word) => word !== '');

const onsets = 'b br c ch cl d dr f fl g gr h j k kr l m n p pl pr qu r s sh sk sl st t th tr v w z'.split(
  ' ',
);
const vowels = 'a e i o u ai ea io ou'.split(' ');
const codas = ['', '', 'n', 'r', 's', 't', 'l', 'x', 'ck', 'nd', 'rk', 'st', 'm', 'p'];
const endings = ['', '', '', 'ing', 'er', 's', 'ly', 'hub', 'flow', 'db', 'kit', 'ml', 'ops', 'io'];

/** Text ids of topics with the titles that people know. */
export const topicTitles: Readonly<Record<string, string>> = {
  docker: 'Docker',
  kubernetes: 'Kubernetes',
  git: 'Git and version control',
  sql: 'SQL and relational databases',
  nosql: 'NoSQL databases',
  python: 'Python',
  pandas: 'pandas and dataframes',
  airflow: 'Apache Airflow',
  'ci-cd': 'Continuous integration and delivery',
  'data-validation': 'Data validation',
  'data-versioning': 'Data versioning',
  'feature-store': 'Feature stores',
  'model-serving': 'Model serving',
  'model-registry': 'Model registry',
  'experiment-tracking': 'Experiment tracking',
  monitoring: 'Monitoring',
  drift: 'Drift',
  streaming: 'Streaming',
  terraform: 'Terraform',
  security: 'Security',
  gpu: 'GPUs',
  rag: 'Retrieval-augmented generation',
  agents: 'Agents',
  evals: 'Evaluation of language models',
  'deep-learning': 'Deep learning',
  interview: 'Interviews',
};

export const topicAliases: Readonly<Record<string, string>> = {
  k8s: 'kubernetes',
  containers: 'docker',
  postgres: 'sql',
  mongodb: 'nosql',
  cicd: 'ci-cd',
  dvc: 'data-versioning',
  mlflow: 'experiment-tracking',
  kafka: 'streaming',
  grafana: 'monitoring',
  iac: 'terraform',
  cuda: 'gpu',
  llm: 'rag',
};

/** Words and phrases for one thing, the first with the most common name. */
export const synonymLists: readonly (readonly string[])[] = [
  ['kubernetes', 'k8s', 'kube'],
  ['continuous integration', 'ci'],
  ['machine learning', 'ml'],
  ['weights and biases', 'wandb'],
  ['retrieval augmented generation', 'rag'],
];

/**
 * `size` different words, the most common first. The long tail is made of syllables, since a text's rare words are
 * names that nobody has listed.
 */
export function vocabulary(size: number, random: () => number): string[] {
  const words = new Set([...plainWords, ...fieldWords]);
  while (words.size < size) words.add(madeUpWord(random));
  return [...words].slice(0, size);
}

export function madeUpWord(random: () => number): string {
  const syllables = 1 + Math.floor(random() * 3);
  let word = '';
  for (let count = 0; count < syllables; count++) {
    word += pick(onsets, random) + pick(vowels, random) + pick(codas, random);
  }
  return word + pick(endings, random);
}

export function pick<T>(from: readonly T[], random: () => number): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new Error('there is nothing to pick from');
  return chosen;
}
