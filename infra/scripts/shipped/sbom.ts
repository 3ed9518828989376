import type { ShippedPackage } from './packages.ts';

/** Of an SRI string, CycloneDX wants the digest in hexadecimal. */
const hashOf = (integrity: string) => {
  const [, digest = ''] = /^sha512-(.+)$/.exec(integrity) ?? [];
  return digest === ''
    ? {}
    : { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] };
};

/** https://github.com/package-url/purl-spec: the scope is percent-encoded. */
const purlOf = ({ name, version }: ShippedPackage): string =>
  `pkg:npm/${name.replace('@', '%40')}@${version}`;

/**
 * A software bill of materials, CycloneDX 1.6 (ECMA-424).
 * @param version of Scrip
 */
export const sbomOf = (packages: readonly ShippedPackage[], version: string) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', name: 'scrip', version, 'bom-ref': 'scrip' } },
  components: packages.map((one) => ({
    type: 'library',
    'bom-ref': purlOf(one),
    name: one.name,
    version: one.version,
    purl: purlOf(one),
    licenses: [{ license: { id: one.licence } }],
    ...hashOf(one.integrity),
  })),
});
