import type { TestApp } from '../../support/app.js';
import { granted, type Panel } from '../../support/panels.js';

export const hybrid =
  'MultiBioDataSupport=0:1:0:0:0:0:0:0:1:1:0,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1:0,MultiBioVersion=0:10:0:0:0:0:0:0:12:58:0';

export const olderFaces =
  'MultiBioDataSupport=0:1:0:0:0:0:0:0:0:1:0,MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1:0,MultiBioVersion=0:10:0:0:0:0:0:0:0:38:0';

export const template = (text: string) => Buffer.from(text).toString('base64');

export const fingerRow = (pin: string, fingerId: number, text: string, valid = 1) =>
  `templatev10 size=${template(text).length}\tuid=5\tpin=${pin}\tfingerid=${fingerId}\tvalid=${valid}\t` +
  `template=${template(text)}\tresverd=\tendtag=`;

export const bioRow = (pin: string, facts: Record<string, string | number>) =>
  `biodata ${Object.entries({
    pin,
    no: 0,
    index: 0,
    valid: 1,
    duress: 0,
    type: 9,
    majorver: 58,
    minorver: 10,
    format: 0,
    ...facts,
  })
    .map(([key, value]) => `${key}=${value}`)
    .join('\t')}`;

export interface Shown {
  readonly id: string;
  readonly kind: string;
  readonly bioType: number;
  readonly no: number;
}

/** People and their templates in a spec's own app. */
export function toldTemplates(app: () => TestApp) {
  const templatesOf = async (pin: string) =>
    (await app().admin('GET', `/persons/${pin}/templates`)).body.items as readonly Shown[];

  async function ready(pin: string, panels: readonly Panel[], facts: object = {}): Promise<string> {
    const level = await granted(app(), pin, panels, facts);
    for (const one of panels) await one.settle();
    return level;
  }

  return { templatesOf, ready };
}
