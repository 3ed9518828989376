import { configFile, pointerOf, type Config } from '../described.ts';
import { CliError, EXIT } from '../exit.ts';
import { readText } from '../files.ts';

/** Where the schema is, from the file that names it. */
export const SCHEMA_FILE = 'scrip.schema.json';

const invalid = (file: string, faults: readonly string[]): CliError =>
  new CliError('invalid_file', [`${file} is not valid:`, ...faults.map((fault) => `  ${fault}`)].join('\n'), {
    exitCode: EXIT.findings,
    hint: 'Nothing was sent.',
  });

/** Reads and checks a whole file before anything is sent. */
export const readConfig = async (file: string): Promise<Config> => {
  const text = await readText(file);
  if (text === undefined) {
    throw new CliError('usage', `There is no ${file}.`, {
      exitCode: EXIT.usage,
      hint: 'Write it first: scrip pull',
    });
  }
  const checked = configFile().safeParse(jsonIn(file, text));
  if (checked.success) return checked.data;
  throw invalid(
    file,
    checked.error.issues.map(({ path, message }) => `${pointerOf(path)}: ${message}`),
  );
};

const jsonIn = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(file, [error instanceof Error ? error.message : String(error)]);
  }
};
