import { TemplateBody } from '../person/bio-template.dto.js';
import { Flag, Int, Items, Shown, Text, Texts } from '../common/fields.js';
import { ItemFaultView } from '../common/item-fault.js';
import { PersonBody } from '../person/person.dto.js';

export class BulkPerson extends PersonBody {
  @Texts('Areas whose attendance terminals know the person, by code, beside those that do', { optional: true })
  areas?: string[];
  @Items('Templates of the person', () => TemplateBody, { optional: true, most: 200 }) templates?: TemplateBody[];
  @Flag('These templates and no others: what else there is goes first', { optional: true }) replaceTemplates?: boolean;
}

/** Photos and templates may make a body of many megabytes; for more people a client makes more calls. */
const mostPersons = 500;

export class BulkPersonsBody {
  @Items('Persons, made or changed', () => BulkPerson, { fewest: 1, most: mostPersons }) items!: BulkPerson[];
}

class BulkFault extends ItemFaultView {
  @Shown('Pin') pin!: string;
  @Shown('The field that it is about; empty where it is none', { example: 'templates.0.template' }) field!: string;
}

export class BulkPersonsView {
  @Shown('Persons that were made') added!: number;
  @Shown('Persons that were there, and were changed') updated!: number;
  @Shown('Persons that were refused; nothing of them is kept', { type: [BulkFault] }) errors!: BulkFault[];
}

export class TemplateCheckBody {
  @Int('1 finger, 2 near-infrared face, 7 finger vein, 8 palm, 9 face, 10 palm', { min: 1, max: 10 }) bioType!: number;
  @Int('Which finger, hand or eye', { optional: true, max: 9 }) no?: number;
  @Text('Version of the algorithm', { optional: true, max: 20 }) version?: string;
  @Text('Template in base64', { max: 1_400_000 }) template!: string;
}

class TemplateFaultView {
  @Shown('The field that it is about') field!: string;
  @Shown('What is wrong') message!: string;
}

export class TemplateCheckView {
  @Shown('Nothing is wrong with it') valid!: boolean;
  @Shown('What is', { type: [TemplateFaultView] }) faults!: TemplateFaultView[];
  @Shown('Bytes') size!: number;
  @Shown('The algorithm that it is taken for', { nullable: true, type: String }) majorVer!: string | null;
  @Shown('Approved devices that read this type and algorithm') devices!: string[];
}
