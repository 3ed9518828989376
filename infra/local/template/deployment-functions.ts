import * as z from 'zod';
import type { Template } from './template.ts';

const custom = z.object({ ServiceToken: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }) });

/**
 * The functions that only CloudFormation calls, while it deploys: they are not run here, since what they would do is done by
 * reading the template.
 * @returns their logical ids
 */
export const deploymentFunctions = ({ Resources }: Template): ReadonlySet<string> =>
  new Set(
    Object.values(Resources)
      .filter(({ Type }) => Type.startsWith('Custom::'))
      .flatMap(({ Properties }) => custom.safeParse(Properties).data?.ServiceToken['Fn::GetAtt'][0] ?? []),
  );
