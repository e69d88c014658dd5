import type { BroughtTemplate } from '../../modules/bioTemplate/brought-template.service.js';
import type { BioTemplate } from '../../modules/bioTemplate/bio-template.entity.js';
import { thumbnailSizes, type ThumbnailSize } from '../../modules/person/thumbnail.service.js';
import { Flag, Int, Items, OneOf, Shown, Text } from '../common/fields.js';

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

export class TemplateBody {
  @Int('1 finger (the default), 2 near-infrared face, 7 finger vein, 8 palm, 9 face, 10 palm', {
    optional: true,
    min: 1,
    max: 10,
  })
  bioType?: number;
  @Int('Which finger (0 to 9, from the left little one), hand or eye; 0 for faces', { max: 9 }) no!: number;
  @Int('Part of a template of several parts', { optional: true, max: 99 }) index?: number;
  @Flag('Used under duress', { optional: true }) duress?: boolean;
  @OneOf('0 ZK, 1 ISO, 2 ANSI', [0, 1, 2], { optional: true }) format?: number;
  @Text('Template in base64', { min: 1, max: longestTemplate }) template!: string;
  @Text('Version of the algorithm; left out = 10 for fingers, for other types it is needed', {
    optional: true,
    pattern: { is: /^[1-9]\d{0,5}(\.\d{1,6})?$/, says: 'a version such as 10 or 12.0' },
  })
  version?: string;
}

export class TemplatesBody {
  @Items('All of the person; what else there is goes first', () => TemplateBody, { most: 200 }) items!: TemplateBody[];
}

export class TemplatesQuery {
  @Int('Of this type only', { optional: true, min: 1, max: 10 }) bioType?: number;
  @Int('Of this finger, hand or eye only', { optional: true, max: 9 }) no?: number;
}

export class TemplateRemovalQuery extends TemplatesQuery {
  @OneOf('Whatever there is', ['true'], { optional: true }) all?: string;
}

export const broughtOf = ({
  bioType = 1,
  no,
  index = 0,
  duress = false,
  format = 0,
  template,
  version = '',
}: TemplateBody) => ({ bioType, no, index, duress, format, template, version }) satisfies BroughtTemplate;

/** Base64 of ten megabytes. */
const photoLength = 14_000_000;

export class PhotoQuery {
  @OneOf('A square of so many pixels; left out = the photo as it is', thumbnailSizes, { optional: true })
  size?: ThumbnailSize;
  @Text('`photoAt` of the person: a new photo has another address, so no browser shows the one before', {
    optional: true,
    max: 40,
  })
  at?: string;
}

export class PhotoBody {
  @Text('JPEG or PNG in base64', { min: 1, max: photoLength }) photo!: string;
}

const photoReasons = [
  'photoInvalid',
  'photoTooSmall',
  'photoTooDark',
  'photoOverExposed',
  'photoNotInColour',
  'photoUnqualified',
  'photoBlurred',
] as const;

class PhotoFaultView {
  @Shown('Which', { enum: [...photoReasons] }) code!: string;
  @Shown('The same in words') message!: string;
}

export class PhotoCheckView {
  @Shown('What makes it useless for devices; none = nothing that numbers show. Faces are not looked for', {
    type: [PhotoFaultView],
  })
  faults!: readonly PhotoFaultView[];
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
