import { listPackages, type OnlyFor, type Package, type PackagePage } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../../data/query.ts';
import { countingFor } from '../../restricted/things.ts';
import { client } from '../client.ts';

/** Everything that is for sale, and where one can pay. */
export type Offers = Pick<PackagePage, 'customAmount' | 'providers' | 'requestMethods'> & {
  packages: Package[];
};

const readOffers = async (signal: AbortSignal): Promise<Offers> => {
  const packages: Package[] = [];
  let cursor: string | undefined;
  let page: PackagePage;
  do {
    page = await valueOf(client.call(listPackages, { query: { limit: 100, cursor } }, { signal }));
    packages.push(...page.items);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  const { customAmount, providers, requestMethods } = page;
  packages.sort((a, b) => a.price.amount - b.price.amount);
  return { packages, customAmount, providers, requestMethods };
};

export const useOffers = () =>
  useQuery({ queryKey: ['packages'], queryFn: ({ signal }) => readOffers(signal), staleTime: 60_000 });

/** What somebody wants to buy: a package, or a number of credits of their own. */
export type Wanted = { packageId: string } | { credits: number };

export const creditsOf = ({ credits, bonusCredits }: Package): number => credits + bonusCredits;

/** The package for the least money that covers what is missing. @param what it is missing for; without it, for anything */
export const cheapestFor = (
  shortfall: number,
  packages: readonly Package[],
  what?: OnlyFor,
): Package | undefined =>
  packages
    .filter((one) => countingFor(one, what) >= shortfall)
    .toSorted((a, b) => a.price.amount - b.price.amount)
    .at(0);
