import { CliError, EXIT, type ExitCode } from './exit.ts';
import type { Command, Surroundings } from './command.ts';
import { commands } from './commands.ts';
import { failureOf, failureText } from './failure.ts';
import { helpOf, overview } from './help.ts';
import { outputTo } from './output.ts';
import manifest from '../package.json' with { type: 'json' };

/** The command that the first words name, such as `import undo`, and the other arguments. */
const find = (args: readonly string[]): { name: string; found: Command; rest: readonly string[] } => {
  for (const words of [2, 1]) {
    const name = args.slice(0, words).join(' ');
    const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (found) return { name, found, rest: args.slice(words) };
  }
  throw new CliError('usage', `Unknown command '${args[0]}'`, {
    exitCode: EXIT.usage,
    hint: 'Run "scrip --help" for the commands.',
  });
};

/** Runs one command line. @returns the exit code */
export const run = async (surroundings: Surroundings, args: readonly string[]): Promise<ExitCode> => {
  const { stdout, stderr } = surroundings.streams;
  const isJson = args.includes('--json');
  const isHelp = args.some((arg) => arg === '--help' || arg === '-h');
  const [first] = args;
  try {
    if (first === '--version') {
      stdout.write(`${manifest.version}\n`);
      return EXIT.done;
    }
    if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
      stdout.write(`${overview(commands)}\n`);
      return EXIT.done;
    }
    const { name, found, rest } = find(args);
    if (isHelp) {
      stdout.write(`${helpOf(name, found)}\n`);
      return EXIT.done;
    }
    return await found.run(surroundings, rest);
  } catch (error) {
    const { failure, exitCode } = failureOf(error, surroundings.reached.api);
    if (isJson) stdout.write(`${JSON.stringify({ error: failure }, undefined, 2)}\n`);
    else stderr.write(`${failureText(failure, outputTo({ stdout, stderr }, false).style)}\n`);
    return exitCode;
  }
};
