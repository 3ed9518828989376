import * as z from 'zod';
import type { Database } from '../database.ts';
import {
  type ControlChanges,
  controlChangesSchema,
  type Controls,
  controlsSchema,
  DEFAULT_CONTROLS,
} from './control-schema.ts';

const merge = (controls: Controls, changes: ControlChanges): Controls =>
  controlsSchema.parse({ ...controls, ...changes, api: { ...controls.api, ...changes.api } });

const row = z.object({ body: z.string() });

/** How the sandbox misbehaves now; kept with everything else, so that a restart does not change it. */
export const openControls = (database: Database) => {
  database.exec(
    'CREATE TABLE IF NOT EXISTS controls (only INTEGER PRIMARY KEY CHECK (only = 1), body TEXT NOT NULL)',
  );
  const read = database.prepare('SELECT body FROM controls');
  const write = database.prepare('REPLACE INTO controls (only, body) VALUES (1, ?)');

  const get = (): Controls => {
    const found = read.get();
    // An older sandbox may have written fewer of them.
    const kept = controlChangesSchema.parse(found === undefined ? {} : JSON.parse(row.parse(found).body));
    return merge(DEFAULT_CONTROLS, kept);
  };
  return {
    get,
    change: (changes: ControlChanges): Controls => {
      const changed = merge(get(), changes);
      write.run(JSON.stringify(changed));
      return changed;
    },
    reset: (): Controls => {
      write.run(JSON.stringify(DEFAULT_CONTROLS));
      return DEFAULT_CONTROLS;
    },
  };
};

export type ControlsStore = ReturnType<typeof openControls>;

/**
 * The controls as one account has them: the defaults, while they are for another.
 * @param key of the account: Stripe's secret key, or PayPal's client id
 */
export const controlsOf = (controls: ControlsStore, key: string): ControlsStore => ({
  ...controls,
  get: () => {
    const set = controls.get();
    return set.account === null || set.account === key ? set : DEFAULT_CONTROLS;
  },
});
