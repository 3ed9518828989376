import { agencyId, type AgencyId } from '../kernel/ids.ts';
import { objectName } from '../table/items/object-name.ts';

/**
 * The parts of the bucket: what agencies publish, what customers hand in to show that they paid, archives of accounts, the usage that
 * entries are for, and pictures, before and after somebody has looked what they are.
 */
export type Folder = 'downloads' | 'proofs' | 'exports' | 'usage' | 'picture-uploads' | 'pictures';

/**
 * The key of an agency's file in the bucket: always inside the agency's own part of the folder.
 * @param name the file's, as the agency or the operation calls it
 * Throws ZodError on an agency or a name that can not be.
 */
export const objectKey = (folder: Folder, agency: AgencyId, name: string): string =>
  `${folder}/${agencyId.parse(agency)}/${objectName.parse(name)}`;
