import { ApiProperty } from '@nestjs/swagger';
import { Int, Text } from '../../facade/fields.js';
import { fingers, type FingerTemplate } from './finger-template.service.js';

/** Characters of base64: no template of a device is larger. */
const longestTemplate = 1_400_000;

export const validTypes = { common: '1', duress: '3' } as const;

export class FingersQuery {
  @Text('Person number', { missing: 'pinMissing', aliases: ['personId', 'personPin'], example: '666' }) pin!: string;
}

export class BioTemplateParams {
  @Text('Person number', { missing: 'pinMissing', aliases: ['pin', 'personPin'], example: '666' }) personId!: string;
  @Text('1 common, 3 under duress', { missing: 'validTypeInvalid', example: '1' }) validType!: string;
  @Text('Fingerprint template in base64', { missing: 'invalid', max: longestTemplate }) template!: string;
  @Int('Finger, 0 to 9 from the left little one', {
    min: 0,
    max: fingers - 1,
    reason: 'templateNoInvalid',
    missing: 'templateNoInvalid',
    example: 3,
  })
  templateNo!: number;
  @Text('Version of the algorithm; left out = 10', { example: '10' }) version?: string;
}

/** Documents the parameters of a call that deletes one template; they are read by `templateNamed`. */
export class FingerQuery extends FingersQuery {
  @Text('Finger, 0 to 9', { example: '3' }) templateNo?: string;
}

class FingerDto {
  @ApiProperty() id!: string;
  @ApiProperty({ example: '666' }) pin!: string;
  @ApiProperty({ description: 'The same as pin', example: '666' }) personId!: string;
  @ApiProperty({ description: '1: fingerprint', example: 1 }) bioType!: number;
  @ApiProperty({ description: 'Version of the algorithm', example: '10' }) version!: string;
  @ApiProperty({ description: 'Base64' }) template!: string;
  @ApiProperty({ description: 'Finger, 0 to 9', example: '3' }) templateNo!: string;
  @ApiProperty({ example: 0 }) templateNoIndex!: number;
}

/** As the later manual prints it. */
export class BioTemplateV2Dto extends FingerDto {
  @ApiProperty({ description: '1 common, 3 under duress', example: '1' }) validType!: string;
}

/** As v1.1 prints it. */
export class BioTemplateDto extends FingerDto {
  @ApiProperty({ description: '1 common, 3 under duress', example: 1 }) validType!: number;
}

type FingerTemplateInput = FingerTemplate & { readonly pin: string };

const partsOf = ({ id, pin, no, index, majorVer, template }: FingerTemplateInput) => ({
  id,
  pin,
  personId: pin,
  bioType: 1,
  version: majorVer,
  template,
  templateNo: String(no),
  templateNoIndex: index,
});

const validTypeOf = ({ duress }: FingerTemplateInput) => (duress ? validTypes.duress : validTypes.common);

export const bioTemplateDto = (one: FingerTemplateInput): BioTemplateDto => ({
  ...partsOf(one),
  validType: Number(validTypeOf(one)),
});

export const bioTemplateV2Dto = (one: FingerTemplateInput): BioTemplateV2Dto => ({
  ...partsOf(one),
  validType: validTypeOf(one),
});
