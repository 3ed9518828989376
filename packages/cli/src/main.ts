import { run } from './run.ts';

const { stdin, stdout, stderr, env } = process;
const interrupted = new AbortController();

// The first Ctrl-C lets a command clean up, the second ends it.
process.once('SIGINT', () => interrupted.abort());
process.once('SIGTERM', () => interrupted.abort());

// `scrip … | head` closes the pipe early.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(
  { env, streams: { stdin, stdout, stderr }, signal: interrupted.signal },
  process.argv.slice(2),
);
