import * as z from 'zod';
import { arn } from './aws.ts';
import { type AwsJsonService, failure, serveAwsJson } from './aws-json.ts';
import { readSecrets, textOf } from './secrets-file.ts';

/** Bytes of a standard parameter. */
const MAX_BYTES = 4096;

const getInput = z.object({ Name: z.string().startsWith('/'), WithDecryption: z.literal(true) });
const describeInput = z.object({
  ParameterFilters: z.tuple([
    z.object({
      Key: z.literal('Name'),
      Option: z.literal('BeginsWith'),
      Values: z.array(z.string().startsWith('/')),
    }),
  ]),
});

/** @returns the ARN of a parameter, which has no slash beyond that of its name */
export const arnOfParameter = (name: string): string => arn('ssm', `parameter/${name.replace(/^\//, '')}`);

/**
 * Answers the SDK on 127.0.0.1 from a JSON file, in which a parameter stands by its name without the first slash.
 * @param port 0 for a free one
 */
export const startParameterStore = async (port: number, file: string | undefined): Promise<AwsJsonService> =>
  await serveAwsJson(port, {
    GetParameter: async (input) => {
      const { Name } = getInput.parse(input);
      const value = (await readSecrets(file))[Name.slice(1)];
      if (value === undefined) return failure('ParameterNotFound', `Parameter ${Name} not found.`);
      const Value = textOf(value);
      if (Buffer.byteLength(Value) > MAX_BYTES)
        return failure('ValidationException', `${Name} is larger than ${MAX_BYTES} bytes.`);
      const Parameter = { ARN: arnOfParameter(Name), Name, Type: 'SecureString', Value, Version: 1 };
      return { status: 200, body: { Parameter } };
    },
    DescribeParameters: async (input) => {
      const [{ Values }] = describeInput.parse(input).ParameterFilters;
      const Parameters = Object.keys(await readSecrets(file))
        .map((name) => ({ Name: `/${name}`, Type: 'SecureString', Tier: 'Standard' }))
        .filter(({ Name }) => Values.some((prefix) => Name.startsWith(prefix)));
      return { status: 200, body: { Parameters } };
    },
  });
