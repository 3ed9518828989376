// Plain JavaScript, because to strip the types of a single file already costs what is spared here: a start compiles nothing
// that the last one had compiled.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '..', '..', '.local', 'compile-cache'));
await import('./start.ts');
