import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { edgeFunction } from '../../infra/local/distribution/edge-function.ts';
import { synthesize } from './synthesize.ts';
import { lambdasOf, resourcesOf, type Template, text } from './template.ts';

const template = inject('template');

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const behavior = z.object({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).optional(),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: text,
  ViewerProtocolPolicy: z.string(),
  FunctionAssociations: z.array(z.unknown()).optional(),
});

const distributionOf = (of: Template) => {
  const config = z.object({
    DistributionConfig: z.object({
      Aliases: z.array(z.string()).optional(),
      CacheBehaviors: z.array(behavior),
      CustomErrorResponses: z.unknown().optional(),
      DefaultCacheBehavior: behavior,
      HttpVersion: z.string(),
      Origins: z.array(z.looseObject({ Id: z.string() })),
      ViewerCertificate: z.unknown().optional(),
      WebACLId: z.string().optional(),
    }),
  });
  const [distribution] = resourcesOf(of, 'AWS::CloudFront::Distribution', config);
  if (!distribution) throw new Error('the template has no distribution');
  return { id: distribution.id, ...distribution.properties.DistributionConfig };
};

const security = z.object({
  ResponseHeadersPolicyConfig: z.object({
    Name: text,
    SecurityHeadersConfig: z.object({
      ContentSecurityPolicy: z.object({ ContentSecurityPolicy: text, Override: z.boolean() }).optional(),
      ContentTypeOptions: z.unknown(),
      ReferrerPolicy: z.unknown(),
      StrictTransportSecurity: z.object({ AccessControlMaxAgeSec: z.int() }),
    }),
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) })
      .optional(),
    CorsConfig: z.object({ AccessControlAllowOrigins: z.object({ Items: z.array(z.string()) }) }).optional(),
  }),
});

const headersOf = (of: Template, id: string) => {
  const found = resourcesOf(of, 'AWS::CloudFront::ResponseHeadersPolicy', security).find(
    (policy) => policy.id === id,
  );
  if (!found) throw new Error(`the template has no headers ${id}`);
  return found.properties.ResponseHeadersPolicyConfig;
};

/** @returns the sources of each directive of the pages' Content-Security-Policy */
const policyOf = (of: Template): Record<string, string[]> => {
  const { SecurityHeadersConfig } = headersOf(
    of,
    distributionOf(of).DefaultCacheBehavior.ResponseHeadersPolicyId,
  );
  const directives = SecurityHeadersConfig.ContentSecurityPolicy?.ContentSecurityPolicy.split('; ') ?? [];
  return Object.fromEntries(
    directives.map((directive): [string, string[]] => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
};

const {
  DefaultCacheBehavior: pages,
  CacheBehaviors: others,
  Origins,
  ...distribution
} = distributionOf(template);
const [api, pictures, widget] = ['/v1/*', '/v1/pictures/*', '/widget*.js'].map((pattern) =>
  others.find(({ PathPattern }) => PathPattern === pattern),
);

describe('the distribution', () => {
  test('passes requests to the API on as they are, and keeps none of its answers', () => {
    expect(api).toMatchObject({
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
      ViewerProtocolPolicy: 'https-only',
    });
    expect(Origins.find(({ Id }) => Id === api?.TargetOriginId)).toMatchObject({
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
    });
    expect(api?.FunctionAssociations).toBeUndefined();
  });

  test('keeps pictures for as long as they say, and asks for them before the rest of the API', () => {
    expect(pictures).toMatchObject({ CachePolicyId: CACHING_OPTIMIZED, TargetOriginId: api?.TargetOriginId });
    expect(others.map(({ PathPattern }) => PathPattern).slice(-2)).toEqual(['/v1/pictures/*', '/v1/*']);
  });

  test('takes pages from the private bucket, and leads paths to them', () => {
    expect(Origins.find(({ Id }) => Id === pages.TargetOriginId)).toMatchObject({
      OriginAccessControlId: { 'Fn::GetAtt': [expect.stringMatching(/^SiteAccess/), 'Id'] },
    });
    expect(pages).toMatchObject({
      ViewerProtocolPolicy: 'redirect-to-https',
      FunctionAssociations: [{ EventType: 'viewer-request' }],
    });
    expect(pages.AllowedMethods).toBeUndefined();
  });

  test('serves the widget and what that loads later with headers for pages of others', () => {
    const ofWidget = others.filter(
      ({ ResponseHeadersPolicyId }) => ResponseHeadersPolicyId === widget?.ResponseHeadersPolicyId,
    );

    expect(ofWidget.map(({ PathPattern }) => PathPattern)).toEqual(['/widget*.js', '/assets/widget-*.js']);
  });

  test('replaces no error of the API by a page', () => {
    expect(distribution.CustomErrorResponses).toBeUndefined();
  });

  test('alone may read the bucket of the pages', () => {
    const [statement, ...more] = resourcesOf(
      template,
      'AWS::S3::BucketPolicy',
      z.object({
        Bucket: text,
        PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }),
      }),
    )
      .filter(({ id }) => id.startsWith('Site'))
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow');

    expect(more).toEqual([]);
    expect(statement).toMatchObject({
      Action: ['s3:GetObject', 's3:ListBucket'],
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
    });
    expect(JSON.stringify(statement?.['Condition'])).toContain(`{"Ref":"${distribution.id}"}`);
  });
});

describe('the Content-Security-Policy of the pages', () => {
  const policy = policyOf(template);

  test('allows nothing inline, no evaluation, and scripts of our own alone', () => {
    expect(policy).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    });
    expect(JSON.stringify(policy)).not.toContain('unsafe');
  });

  test('lets a page call the API, the user pool and the files, and nobody else', () => {
    const files = /^s3\.AWS::Region\.AWS::URLSuffix\/FilesBucket\w+\/$/;

    expect(policy['connect-src']).toEqual([
      "'self'",
      'https://cognito-idp.AWS::Region.AWS::URLSuffix',
      expect.stringMatching(/^https:\/\/UsersPoolSignIn\w+\.auth\.AWS::Region\.amazoncognito\.com$/),
      expect.stringMatching(files),
    ]);
    expect(policy['frame-src']).toEqual(['blob:', expect.stringMatching(files)]);
  });

  test('names an issuer of one’s own, its other origins, and who may show our pages in a frame', () => {
    const own = policyOf(
      synthesize({
        issuer: 'https://login.example.com/tenant',
        signInOrigins: 'https://tokens.example.com/v2',
        frameAncestors: 'https://shop.example.com',
      }).template,
    );

    expect(own['connect-src']).toEqual([
      "'self'",
      'https://login.example.com',
      'https://tokens.example.com',
      expect.stringMatching(/^s3\./),
    ]);
    expect(own['frame-ancestors']).toEqual(['https://shop.example.com']);
  });
});

describe('headers', () => {
  test.each([
    ['pages', pages],
    ['the API', api],
    ['pictures', pictures],
    ['the widget', widget],
  ])('of %s demand HTTPS for two years, and no guessing of types', (_what, of) => {
    expect(headersOf(template, of?.ResponseHeadersPolicyId ?? '').SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 2 * 365 * 24 * 60 * 60 },
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'same-origin' },
    });
  });

  test('of pages take powers away that no page uses', () => {
    const items = headersOf(template, pages.ResponseHeadersPolicyId).CustomHeadersConfig?.Items ?? [];

    expect(items.map(({ Header }) => Header)).toEqual(['Permissions-Policy', 'Cross-Origin-Opener-Policy']);
    expect(items[0]?.Value).toMatch(/^camera=\(\), microphone=\(\), geolocation=\(\), payment=\(\)/);
  });

  test('let every page load the widget, and none read our pages', () => {
    expect(headersOf(template, widget?.ResponseHeadersPolicyId ?? '').CorsConfig).toMatchObject({
      AccessControlAllowOrigins: { Items: ['*'] },
    });
    expect(headersOf(template, pages.ResponseHeadersPolicyId).CorsConfig).toBeUndefined();
    // The API answers other origins itself, as corsOrigins says.
    expect(headersOf(template, api?.ResponseHeadersPolicyId ?? '').CorsConfig).toBeUndefined();
  });

  test('have names that two stages or regions of one account do not share', () => {
    const names = resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy', security).map(
      ({ properties }) => properties.ResponseHeadersPolicyConfig.Name,
    );

    expect(names).toEqual(['pages', 'widget', 'api'].map((part) => `scrip-dev-${part}-AWS::Region`));
  });
});

describe('the function before the pages', () => {
  const [code = ''] = resourcesOf(
    template,
    'AWS::CloudFront::Function',
    z.object({
      FunctionCode: z.string(),
      FunctionConfig: z.object({ Runtime: z.literal('cloudfront-js-2.0') }),
    }),
  ).map(({ properties }) => properties.FunctionCode);
  const edge = edgeFunction(code);

  test.each([
    ['/', '/index.html'],
    ['/credits', '/index.html'],
    ['/a/acme/', '/index.html'],
    ['/a/acme/products/brushes-1.2', '/index.html'],
    ['/signed-in', '/index.html'],
    ['/consolation', '/index.html'],
    ['/console', '/console/index.html'],
    ['/console/', '/console/index.html'],
    ['/console/accounts/jane@acme.example', '/console/index.html'],
    ['/assets/portal-1a2b3c4d.js', '/assets/portal-1a2b3c4d.js'],
    ['/assets/none', '/assets/none'],
    ['/config.json', '/config.json'],
    ['/widget.js', '/widget.js'],
    ['/favicon.ico', '/favicon.ico'],
  ])('leads %s to %s', (path, file) => {
    expect(edge({ method: 'GET', uri: path }).uri).toBe(file);
  });
});

describe('what a deployment puts into the bucket', () => {
  const deployments = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'Custom::CDKBucketDeployment')
    .map(({ Properties, DependsOn }) => ({ ...Properties, DependsOn }));

  test('assets, kept for a year, and those of earlier deployments stay for pages that are open', () => {
    expect(deployments[0]).toMatchObject({
      Exclude: ['*'],
      Include: ['assets/*'],
      Prune: false,
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
  });

  test('pages and config.json, asked for anew each time, and only after what they load', () => {
    expect(deployments[1]).toMatchObject({
      Exclude: ['assets/*'],
      SystemMetadata: { 'cache-control': 'no-cache' },
      SourceMarkers: [
        {},
        {
          '<<marker:0xbaba:0>>': { 'Fn::GetAtt': [expect.stringMatching(/^UsersPool/), 'ProviderURL'] },
          '<<marker:0xbaba:1>>': { Ref: expect.stringMatching(/^UsersPoolApps/) },
        },
      ],
      DependsOn: [expect.stringMatching(/^SiteDeployedAssets/), expect.stringMatching(/^SiteDeployedAssets/)],
    });
  });
});

describe('domains', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b';
  const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/front/1a2b';
  const own = synthesize({
    domains: 'credits.example.com',
    hosts: 'credits.acme.example=acme',
    certificateArn,
    webAclArn,
  }).template;

  test('are names of the distribution, with their certificate and firewall', () => {
    expect(distributionOf(own)).toMatchObject({
      Aliases: ['credits.example.com', 'credits.acme.example'],
      ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      WebACLId: webAclArn,
    });
  });

  test('are where people return to, and where the links of sessions lead', () => {
    const [apps] = resourcesOf(
      own,
      'AWS::Cognito::UserPoolClient',
      z.object({ CallbackURLs: z.array(text) }),
    );

    expect(apps?.properties.CallbackURLs).toEqual([
      'https://credits.example.com/signed-in',
      'https://credits.acme.example/signed-in',
      `https://${distributionOf(own).id}.DomainName/signed-in`,
    ]);
    const portalOf = (of: Template) =>
      lambdasOf(of).find(({ name }) => name === 'agency')?.environment['PORTAL_URL'];
    expect(portalOf(own)).toBe('https://credits.example.com/a/{agency}/');
    expect(portalOf(synthesize({ agency: 'acme' }).template)).toMatch(/^https:\/\/\w+\.DomainName\/$/);
  });
});
