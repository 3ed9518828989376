import * as z from 'zod';

const override = { Override: z.boolean() };

const items = <Item extends z.ZodType>(item: Item) => z.object({ Items: z.array(item) });

/** Strict: a header that nobody reads here would be missing on this machine alone. */
export const headersPolicySchema = z.object({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    SecurityHeadersConfig: z
      .strictObject({
        ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), ...override }).optional(),
        ContentTypeOptions: z.strictObject(override).optional(),
        ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), ...override }).optional(),
        StrictTransportSecurity: z
          .strictObject({
            AccessControlMaxAgeSec: z.int(),
            IncludeSubdomains: z.boolean().default(false),
            Preload: z.boolean().default(false),
            ...override,
          })
          .optional(),
      })
      .optional(),
    CustomHeadersConfig: items(
      z.strictObject({ Header: z.string(), Value: z.string(), ...override }),
    ).optional(),
    CorsConfig: z
      .strictObject({
        AccessControlAllowCredentials: z.literal(false),
        AccessControlAllowHeaders: items(z.string()),
        AccessControlAllowMethods: items(z.string()),
        AccessControlAllowOrigins: z.object({ Items: z.tuple([z.literal('*')]) }),
        OriginOverride: z.boolean(),
      })
      .optional(),
  }),
});

/** A header that the distribution adds, and whether it replaces what the origin says. */
export type AddedHeader = { name: string; value: string; replaces: boolean };

/** The headers that a policy adds to every answer. */
export const addedHeaders = ({
  ResponseHeadersPolicyConfig: { SecurityHeadersConfig = {}, CustomHeadersConfig, CorsConfig },
}: z.output<typeof headersPolicySchema>): AddedHeader[] => {
  const { ContentSecurityPolicy, ContentTypeOptions, ReferrerPolicy, StrictTransportSecurity } =
    SecurityHeadersConfig;
  const added: AddedHeader[] = [];
  const add = (name: string, value: string, replaces: boolean) => added.push({ name, value, replaces });
  if (ContentSecurityPolicy)
    add(
      'content-security-policy',
      ContentSecurityPolicy.ContentSecurityPolicy,
      ContentSecurityPolicy.Override,
    );
  if (ContentTypeOptions) add('x-content-type-options', 'nosniff', ContentTypeOptions.Override);
  if (ReferrerPolicy) add('referrer-policy', ReferrerPolicy.ReferrerPolicy, ReferrerPolicy.Override);
  if (StrictTransportSecurity) {
    const { AccessControlMaxAgeSec, IncludeSubdomains, Preload, Override } = StrictTransportSecurity;
    const value = `max-age=${AccessControlMaxAgeSec}${IncludeSubdomains ? '; includeSubDomains' : ''}${Preload ? '; preload' : ''}`;
    add('strict-transport-security', value, Override);
  }
  for (const { Header, Value, Override } of CustomHeadersConfig?.Items ?? [])
    add(Header.toLowerCase(), Value, Override);
  if (CorsConfig) add('access-control-allow-origin', '*', CorsConfig.OriginOverride);
  return added;
};

/** What a browser gets: the origin's headers and the policy's. */
export const withAdded = <Value>(
  headers: Record<string, Value>,
  added: readonly AddedHeader[],
): Record<string, Value | string> => ({
  ...headers,
  ...Object.fromEntries(
    added
      .filter(({ name, replaces }) => replaces || !(name in headers))
      .map(({ name, value }) => [name, value]),
  ),
});
