import { homedir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { CliError, EXIT } from '../exit.ts';
import { readText, writePrivate } from '../files.ts';

const signIn = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** What else the issuer asks for, such as an audience. */
  parameters: z.record(z.string(), z.string()),
  accessToken: z.string(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
  refreshToken: z.string().optional(),
});

const profile = z.object({
  api: z.string(),
  /** An API key, or another bearer that the agency got elsewhere. */
  key: z.string().optional(),
  signIn: signIn.optional(),
});

const profiles = z.object({ current: z.string().optional(), profiles: z.record(z.string(), profile) });

export type SignIn = z.infer<typeof signIn>;
export type Profile = z.infer<typeof profile>;
export type Profiles = z.infer<typeof profiles>;

/** Where the user's configuration is: XDG_CONFIG_HOME or ~/.config, and APPDATA on Windows. */
export const profilesFile = (env: NodeJS.ProcessEnv): string => {
  const xdg = env['XDG_CONFIG_HOME'];
  const appData = process.platform === 'win32' ? env['APPDATA'] : undefined;
  const folder = xdg === undefined || xdg === '' ? (appData ?? path.join(homedir(), '.config')) : xdg;
  return path.join(folder, 'scrip', 'credentials.json');
};

export const readProfiles = async (env: NodeJS.ProcessEnv): Promise<Profiles> => {
  const file = profilesFile(env);
  const text = await readText(file);
  if (text === undefined) return { profiles: {} };
  const parsed = parse(text);
  if (parsed.success) return parsed.data;
  throw new CliError('invalid_credentials_file', `${file} is damaged.`, {
    exitCode: EXIT.credentials,
    hint: 'Delete it and sign in again.',
  });
};

const parse = (text: string) => {
  try {
    return profiles.safeParse(JSON.parse(text));
  } catch {
    return profiles.safeParse(undefined);
  }
};

export const writeProfiles = (env: NodeJS.ProcessEnv, changed: Profiles): Promise<void> =>
  writePrivate(profilesFile(env), `${JSON.stringify(changed, undefined, 2)}\n`);
