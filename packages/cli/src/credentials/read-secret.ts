import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Context } from '../command.ts';
import { interruptProcess } from '../confirm.ts';
import { CliError, EXIT } from '../exit.ts';

/** Reads a secret: from a pipe, or typed on a terminal that does not show it. Never an argument, which `ps` would show. */
export const readSecret = async ({ streams }: Context, question: string): Promise<string> => {
  const { stdin, stderr } = streams;
  const secret = (stdin.isTTY ? await ask(streams, question) : await text(stdin)).trim();
  if (stdin.isTTY) stderr.write('\n');
  if (secret !== '') return secret;
  throw new CliError('usage', 'No key was given.', {
    exitCode: EXIT.usage,
    hint: 'Pipe it in: scrip login --key < key.txt',
  });
};

const ask = async ({ stdin, stderr }: Context['streams'], question: string): Promise<string> => {
  stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
  lines.once('SIGINT', interruptProcess);
  try {
    return await lines.question('');
  } finally {
    lines.close();
  }
};
