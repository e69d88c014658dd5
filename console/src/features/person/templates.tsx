import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { Icon } from '../../ui/icon.js';
import { Time } from '../../ui/time.js';
import { Waiting } from '../../ui/waiting.js';
import { useAct, useTemplates } from './queries.js';

type Template = Answer<'GET /persons/{pin}/templates'>['items'][number];

/** Which part of the body it is: a finger has a number, too. */
const partOf = (t: Translate, { bioType, no, kind }: Template) => {
  const part = t.loose(`person.bio-${String(bioType)}`, String(bioType));
  const named = bioType === 1 ? `${part} ${String(no)}` : part;
  return kind === 'photo' ? t('person.fromPhoto', { part: named }) : named;
};

export function Templates({ pin }: { readonly pin: string }) {
  const t = useT();
  const asked = useTemplates(pin);
  const templates = asked.data?.items;
  const [going, setGoing] = useState<Template | null>(null);
  const remove = useAct((id: string) => call('DELETE /persons/{pin}/templates/{id}', { path: { pin, id } }));
  return (
    <section className="stack" aria-label={t('person.templates')}>
      <h2>{t('person.templates')}</h2>
      <Waiting asked={asked} />
      {templates?.length === 0 && <p className="muted">{t('person.noTemplate')}</p>}
      <ul className="person-list">
        {templates?.map((template) => (
          <li key={template.id} className="row person-line">
            <span>{partOf(t, template)}</span>
            <span className="muted small">
              <bdi>
                {template.majorVer}.{template.minorVer}
              </bdi>{' '}
              <bdi>{template.sourceSn}</bdi> <Time at={template.learntAt} />
            </span>
            {template.duress && <strong className="person-out">{t('person.duress')}</strong>}
            <span className="grow" />
            <Button
              kind="quiet"
              aria-label={t('person.removePart', { part: partOf(t, template) })}
              onPress={() => setGoing(template)}
            >
              <Icon name="bin" />
            </Button>
          </li>
        ))}
      </ul>
      {going && (
        <Confirm
          title={t('ui.delete')}
          text={t('person.removePartText')}
          act={t('person.removePart', { part: partOf(t, going) })}
          isOpen
          onClose={() => setGoing(null)}
          onAct={() => remove.mutate(going.id)}
        />
      )}
    </section>
  );
}
