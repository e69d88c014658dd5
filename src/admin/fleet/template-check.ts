import { templateFaults, type TemplateToLookAt } from '../../protocol/access-push/template-look.js';
import { invalidFields } from '../common/invalid.js';

/** @param above the place of the template in the body, such as `items.3.` @throws Failure that names the fields */
export function checkTemplate(template: TemplateToLookAt, above = ''): void {
  const faults = templateFaults(template);
  if (faults.length === 0) return;
  throw invalidFields(
    faults.map(({ field, message }) => ({
      field: above + field,
      code: 'invalid',
      message: `${above}${field} ${message}`,
    })),
  );
}
