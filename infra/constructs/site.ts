import { Aws, Fn, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  FunctionEventType,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Api } from './api.ts';
import { DeployedPages } from './deployed-pages.ts';
import type { Files } from './files.ts';
import { ORIGIN_HEADER } from '../../shared/http/origin.ts';
import { PageHeaders } from './page-headers.ts';
import { pagePaths } from './page-paths.ts';
import type { SignIn } from './sign-in.ts';

export type SiteProps = {
  settings: Settings;
  api: Api;
  files: Files;
  signIn: SignIn;
  /** What it shows the API; without it, the API answers everybody. */
  originKey: string | undefined;
  /** The folder of the built pages. */
  pages: string;
};

/**
 * Portal, console and widget behind one distribution, which passes `/v1/*` on to the API: pages and API share an origin.
 */
export class Site extends Construct {
  readonly distribution: Distribution;
  /** Where the pages are, each with a slash at its end; the first leads. */
  readonly addresses: readonly string[];

  constructor(scope: Construct, id: string, { settings, api, files, signIn, originKey, pages }: SiteProps) {
    super(scope, id);
    const { stage, domains, certificateArn, webAclArn, portalAgency, hosts } = settings;
    const { issuer, clientId, scopes, audience } = signIn;
    const { bucket } = new DeployedPages(this, 'Deployed', {
      pages,
      config: {
        issuer,
        clientId,
        scope: scopes.join(' '),
        ...(audience !== undefined && { audience }),
        ...(portalAgency !== undefined && { agency: portalAgency }),
        ...(Object.keys(hosts).length > 0 && { hosts }),
      },
    });
    const headers = new PageHeaders(this, 'Headers', {
      settings,
      signInOrigins: signIn.origins,
      filesBucket: files.bucket.bucketName,
    });
    const ofPages: BehaviorOptions = {
      origin: S3BucketOrigin.withOriginAccessControl(bucket, {
        originAccessControl: new S3OriginAccessControl(this, 'Access', {
          originAccessControlName: `scrip-${stage}-pages-${Aws.REGION}`,
        }),
        // Whoever may list what there is gets 404 for what there is not, others 403. Nobody can list: `/` is a page,
        // and no query is passed on.
        originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers.pages,
    };
    const ofWidget = { ...ofPages, responseHeadersPolicy: headers.widget };
    const ofApi: BehaviorOptions = {
      origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.http.apiEndpoint)), {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        ...(originKey !== undefined && { customHeaders: { [ORIGIN_HEADER]: originKey } }),
      }),
      // Who sent a token without TLS is not led on, but told.
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      responseHeadersPolicy: headers.api,
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Scrip ${stage}`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        ...ofPages,
        functionAssociations: [
          { function: pagePaths(this, settings), eventType: FunctionEventType.VIEWER_REQUEST },
        ],
      },
      additionalBehaviors: {
        '/widget*.js': ofWidget,
        // What the script loads once an element needs it.
        '/assets/widget-*.js': ofWidget,
        // They are public, and say themselves for how long they may be kept.
        '/v1/pictures/*': { ...ofApi, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
        '/v1/*': {
          ...ofApi,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // API Gateway knows itself by its own host name alone.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
      ...(domains.length > 0 && {
        domainNames: domains,
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      ...(certificateArn !== undefined && {
        certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      }),
      ...(webAclArn !== undefined && { webAclId: webAclArn }),
    });
    this.addresses = [...domains, this.distribution.domainName].map((host) => `https://${host}/`);
    Validations.of(this.distribution).acknowledge(
      {
        id: 'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
        reason:
          'The function before the pages leads `/` to a page, and no query reaches the bucket: nobody can list it.',
      },
      { id: 'AwsSolutions-CFR1', reason: 'Agencies decide where they sell, not the deployment.' },
      {
        id: 'AwsSolutions-CFR2',
        reason:
          'The setting webAclArn puts a firewall in front. It costs from $6 a month, and its rules must spare webhooks.',
      },
      {
        id: 'AwsSolutions-CFR3',
        reason:
          "The API has an access log of its own. The rest are public files, whose log would only repeat people's addresses.",
      },
      {
        id: 'AwsSolutions-CFR4',
        reason:
          'Without a certificate of its own a distribution takes no other TLS policy. Browsers agree on TLS 1.2 or newer, and the setting domains demands it.',
      },
    );
  }
}
