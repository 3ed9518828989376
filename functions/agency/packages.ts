import { packages } from '../../shared/agency/catalogue.ts';
import { resourceIn } from '../../shared/agency/resource.ts';
import { answer, noContent, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { packageRoutes } from '../../shared/http/routes/agency/packages.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { deletePictured, type RemovePicture } from '../../shared/pictures/remove-picture.ts';
import { pictured } from '../../shared/views/picture-view.ts';
import {
  listPackagesOf,
  putPackage,
  readPackageOf,
  type NotedPackage,
} from '../../shared/payments/packages.ts';
import { tagged } from './tagged.ts';

export const packageHandlers = (
  ledger: Ledger,
  removePicture: RemovePicture,
): Handlers<typeof packageRoutes> => ({
  listAgencyPackages: async ({ caller: { agency }, query }) =>
    pageAnswer(await listPackagesOf(ledger.table, agency, query), viewOf),

  getAgencyPackage: async ({ caller: { agency }, params: { packageId } }) =>
    answer(await readPackageOf(ledger.table, agency, packageId), (found) => ({
      status: 200,
      ...shown(found),
    })),

  putPackage: async ({ caller, params: { packageId: id }, headers, body }) => {
    const { id: given, notes: _, picture: _picture, ...rest } = body;
    const wanted = { ...rest, agency: caller.agency, id, version: 0 };
    const put = await putPackage(ledger, caller, wanted, { ...headers, id: given });
    return answer(put, ({ before, after }) => ({ status: before ? 200 : 201, ...shown(after) }));
  },

  deletePackage: async ({ caller, params: { packageId }, headers }) => {
    const deleted = resourceIn(packages, caller.agency, packageId);
    return answer(await deletePictured(ledger, removePicture, caller, deleted, headers), noContent);
  },
});

const viewOf = ({ item, notes }: NotedPackage) => ({ ...pictured(item), notes });

const shown = (found: NotedPackage) => tagged(found.item, viewOf(found));
