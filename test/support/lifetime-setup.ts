import { afterAll, afterEach } from 'vitest';
import { endFile, endTest } from './lifetime.ts';

// Vitest runs this before each test file, also of those that share a worker; its hooks are the last ones of the file.
afterEach(endTest);
afterAll(endFile);
