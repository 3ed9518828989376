import * as z from 'zod';

const lockedSchema = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().default(false),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** npm's lockfile, version 3: every installed package by its folder. */
const lockfileSchema = z.object({ packages: z.record(z.string(), lockedSchema) });

export type ShippedPackage = {
  name: string;
  version: string;
  /** An SPDX identifier or expression, as its author states it. */
  licence: string;
  /** Subresource Integrity of its archive, as the registry states it. */
  integrity: string;
};

/** What goes into the Lambdas, the pages, and what others install. */
const ROOTS = ['', 'packages/web', 'packages/client', 'packages/cli'];

/** Where Node would find a package, from the folder of another one. */
const foundFrom = (folder: string, name: string, has: (folder: string) => boolean): string | undefined => {
  const parents = folder
    .split('/node_modules/')
    .map((_, index, all) => all.slice(0, all.length - index).join('/node_modules/'));
  return [...parents.map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`].find(has);
};

/**
 * What a deployment ships of others: all that our packages depend on, and what that depends on in turn. `npm sbom` leaves out
 * what the tests use too.
 * @param lockfile the content of package-lock.json
 * @returns in the order of their names
 */
export const shippedPackages = (lockfile: unknown): ShippedPackage[] => {
  const { packages } = lockfileSchema.parse(lockfile);
  const seen = new Set<string>();
  const visit = (folder: string): void => {
    for (const name of Object.keys(packages[folder]?.dependencies ?? {})) {
      const found = foundFrom(folder, name, (at) => packages[at] !== undefined);
      if (found === undefined)
        throw new Error(`${folder || 'the project'} needs ${name}, which the lockfile lacks`);
      // A package of our own is a link to its folder, which is a root itself.
      if (packages[found]?.link || seen.has(found)) continue;
      seen.add(found);
      visit(found);
    }
  };
  for (const root of ROOTS) visit(root);
  return [...seen]
    .map((folder) => {
      const { version = '', license: licence = 'unknown', integrity = '' } = packages[folder] ?? {};
      return { name: folder.replace(/.*node_modules\//, ''), version, licence, integrity };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
};
