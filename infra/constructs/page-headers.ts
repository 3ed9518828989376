import { Aws, Duration } from 'aws-cdk-lib';
import {
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

export type PageHeadersProps = {
  settings: Settings;
  /** Where a browser finds the issuer's endpoints. */
  signInOrigins: readonly string[];
  /** The name of the bucket that signed links lead to. */
  filesBucket: string;
};

/** What a page may load, and where from. Nothing inline, and no script but our own. */
const contentSecurityPolicy = ({ settings, signInOrigins, filesBucket }: PageHeadersProps): string => {
  // Without a scheme it is the page's own: https, or on one machine http.
  const files = `s3.${Aws.REGION}.${Aws.URL_SUFFIX}/${filesBucket}/`;
  const ancestors = settings.frameAncestors.length > 0 ? settings.frameAncestors : ["'none'"];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // An agency's logo may be anywhere.
    `img-src 'self' data: blob: https: ${files}`,
    `connect-src 'self' ${[...new Set(signInOrigins)].join(' ')} ${files}`,
    // A proof of payment may be a PDF.
    `frame-src blob: ${files}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${ancestors.join(' ')}`,
  ].join('; ');
};

/** Powers of a browser that no page of ours uses. */
const NO_POWERS = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'midi']
  .map((power) => `${power}=()`)
  .join(', ');

/** For every answer alike; where the API has said something itself, that stays. */
const everywhere = {
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(730),
    includeSubdomains: true,
    override: true,
  },
  contentTypeOptions: { override: true },
  referrerPolicy: {
    // Paths name accounts and things, which are nobody else's business.
    referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN,
    override: false,
  },
} satisfies ResponseSecurityHeadersBehavior;

/** The headers that the distribution adds to its answers. */
export class PageHeaders extends Construct {
  readonly pages: ResponseHeadersPolicy;
  /** For the script that other people's pages load. */
  readonly widget: ResponseHeadersPolicy;
  readonly api: ResponseHeadersPolicy;

  constructor(scope: Construct, id: string, props: PageHeadersProps) {
    super(scope, id);
    // These names are the account's, not the stack's or the region's.
    const name = (part: string) => `scrip-${props.settings.stage}-${part}-${Aws.REGION}`;
    this.pages = new ResponseHeadersPolicy(this, 'Pages', {
      responseHeadersPolicyName: name('pages'),
      securityHeadersBehavior: {
        ...everywhere,
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(props), override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Permissions-Policy', value: NO_POWERS, override: true },
          { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
        ],
      },
    });
    this.widget = new ResponseHeadersPolicy(this, 'Widget', {
      responseHeadersPolicyName: name('widget'),
      securityHeadersBehavior: everywhere,
      customHeadersBehavior: {
        customHeaders: [{ header: 'Cross-Origin-Resource-Policy', value: 'cross-origin', override: true }],
      },
      corsBehavior: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowOrigins: ['*'],
        originOverride: true,
      },
    });
    this.api = new ResponseHeadersPolicy(this, 'Api', {
      responseHeadersPolicyName: name('api'),
      securityHeadersBehavior: everywhere,
    });
  }
}
