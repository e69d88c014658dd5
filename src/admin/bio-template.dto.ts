import type { BioTemplate } from '../bioTemplate/bio-template.entity.js';
import { Flag, Int, Shown, Text } from './kit/fields.js';

export class BioTemplateView {
  @Shown('Id') id!: string;
  @Shown('template, or the comparison photo that one is made from', { enum: ['template', 'photo'] }) kind!: string;
  @Shown('1 finger, 2 near-infrared face, 7 finger vein, 8 palm, 9 visible light face, 10 visible light palm')
  bioType!: number;
  @Shown('Which finger (0 to 9, from the left little one), hand or eye; 0 for faces') no!: number;
  @Shown('Number among those of the same part of the body') index!: number;
  @Shown('Major version of the algorithm: only devices of the same one take it') majorVer!: string;
  @Shown('Minor version') minorVer!: string;
  @Shown('Of fingers: 0 ZK, 1 ISO, 2 ANSI') format!: number;
  @Shown('Whether devices may use it') valid!: boolean;
  @Shown('Used under duress') duress!: boolean;
  @Shown('Characters of base64') size!: number;
  @Shown('The device that learnt it', { nullable: true, type: String }) sourceSn!: string | null;
  @Shown('When') learntAt!: string;
}

export class BioTemplatesView {
  @Shown('Templates and comparison photos; their contents are given to devices only', { type: [BioTemplateView] })
  items!: BioTemplateView[];
}

/** Characters of base64: no template of a device is larger. */
const longestTemplate = 1_400_000;

export class FingerBody {
  @Int('Finger, 0 to 9 from the left little one', { max: 9 }) no!: number;
  @Flag('Used under duress', { optional: true }) duress?: boolean;
  @Text('Fingerprint template in base64', { min: 1, max: longestTemplate }) template!: string;
  @Text('Version of the algorithm; left out = 10', {
    optional: true,
    pattern: { is: /^[1-9]\d{0,5}(\.\d{1,6})?$/, says: 'a version such as 10 or 12.0' },
  })
  version?: string;
}

/** Base64 of ten megabytes. */
const photoLength = 14_000_000;

export class PhotoBody {
  @Text('JPEG or PNG in base64', { min: 1, max: photoLength }) photo!: string;
}

export class IdentityCardView {
  @Shown('The device that read it') sn!: string;
  @Shown('When') reportedAt!: string;
  @Shown('Number of the citizen') idNum!: string;
  @Shown('Number of the chip') snNum!: string;
  @Shown('Number of the document') dnNum!: string;
  @Shown('Name') name!: string;
  @Shown('1 male, 2 female') gender!: string;
  @Shown('Code of the nationality (Access PUSH 7.6)') nation!: string;
  @Shown('yyyyMMdd') birthday!: string;
  @Shown('yyyyMMddyyyyMMdd, from and to') validInfo!: string;
  @Shown('Address') address!: string;
  @Shown('Issuing authority') issuer!: string;
}

export const cardFields = [
  'idNum',
  'snNum',
  'dnNum',
  'name',
  'gender',
  'nation',
  'birthday',
  'validInfo',
  'address',
  'issuer',
] as const;

export const toTemplateView = ({ learntAt, ...template }: BioTemplate): BioTemplateView => ({
  id: template.id,
  kind: template.kind,
  bioType: template.bioType,
  no: template.no,
  index: template.index,
  majorVer: template.majorVer,
  minorVer: template.minorVer,
  format: template.format,
  valid: template.valid,
  duress: template.duress,
  size: template.size,
  sourceSn: template.sourceSn,
  learntAt: learntAt.toISOString(),
});
