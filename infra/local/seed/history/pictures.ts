import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putObject } from '../../../../shared/files/stored-object.ts';
import { removePictureFrom } from '../../../../shared/pictures/remove-picture.ts';
import { setPicture, type Pictured } from '../../../../shared/pictures/set-picture.ts';
import { packagesOf } from '../packages.ts';
import { productsAt } from '../products.ts';
import { servicesAt } from '../services.ts';
import { settingsOfAgencies } from '../settings.ts';
import { must } from './must.ts';
import { dayBefore, ledgerAt, type Scene } from './scene.ts';

/** A file among the demo's pictures. */
export const pictureFile = (name: string): Promise<Buffer> =>
  readFile(join(import.meta.dirname, '..', 'pictures', name));

const idsOf = <Kind extends Pictured['kind']>(
  kind: Kind,
  things: readonly { agency: string; id: string }[],
) => things.map(({ agency, id }) => ({ agency, kind, id }));

/** Gives everything that the agencies sell its picture: uploaded and set, as their staff would have done it. */
export const setPictures = async (scene: Scene): Promise<void> => {
  const { bucket } = scene;
  const ledger = ledgerAt(scene, dayBefore(scene, 71, '14:00'));
  const parts = { ledger, bucket, removePicture: removePictureFrom(bucket) };
  const things = [
    ...idsOf('products', productsAt(scene.now)),
    ...idsOf('services', servicesAt(scene.now)),
    ...idsOf(
      'packages',
      settingsOfAgencies(undefined).flatMap(({ agency }) => packagesOf(agency)),
    ),
  ];
  await Promise.all(
    things.map(async ({ agency, kind, id }) => {
      const name = `upl_demo-${kind}-${id}`;
      await putObject(bucket, { folder: 'picture-uploads', agency, name }, await pictureFile(`${id}.webp`));
      await must(setPicture(parts, { agency, actor: 'admin' }, { kind, id }, name));
    }),
  );
};
