import { createRequire } from 'node:module';

/** Of one answer: a recorder with 256 channels tells its profiles in a third of it. */
export const mostXmlBytes = 1024 * 1024;
const mostElements = 40_000;
const deepest = 64;

type Parsed = (error: Error | null, data: unknown, xml: string, status: number) => void;

/** The library's own parser; it is typed for nobody. */
const { parseSOAPString } = createRequire(import.meta.url)('onvif/lib/utils.js') as {
  readonly parseSOAPString: (xml: string, parsed: Parsed, status: number) => void;
};

/** What a camera must not send. */
export class HostileXml extends Error {}

const declaration = /\sxmlns(?::[\w.-]{1,40})?\s{0,9}=\s{0,9}(?:"[^"<]*"|'[^'<]*')/g;

/**
 * XML that the parser may have. The library removes namespaces by a pattern that takes quadratic time, so nothing that
 * it fits is left; entities and nesting without end are refused.
 * @throws HostileXml
 */
export function checkedXml(text: string): string {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new HostileXml('the answer declares entities');
  const xml = text.replace(declaration, '');
  if (xml.includes('xmlns')) throw new HostileXml('the answer has namespaces that cannot be read');
  let depth = 0;
  let elements = 0;
  for (const [whole, closes, empty] of xml.matchAll(/<(\/?)[^<>]*?(\/?)>/g)) {
    if (whole.startsWith('<?') || whole.startsWith('<!')) continue;
    if (closes) depth--;
    else if (!empty) depth++;
    if (++elements > mostElements) throw new HostileXml(`the answer has more than ${mostElements} elements`);
    if (depth > deepest) throw new HostileXml(`the answer is nested more than ${deepest} times`);
  }
  return xml;
}

/** The body of a SOAP message, as the library has it. @throws Error with the reason of a fault */
export function soapBody(text: string, status: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    parseSOAPString(
      checkedXml(text),
      (error, data) => {
        if (error) reject(error);
        else resolve(data);
      },
      status,
    );
  });
}

/** A text for XML: what a recorder calls its things goes back to it. */
export const inXml = (text: string): string => text.replace(/[<>&"']/g, (one) => `&#${one.charCodeAt(0)};`);
