import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Select, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { Removal } from '../../ui/removal.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { certTypeOptions, explainIn } from './names.js';
import { useBlocked, useChanged } from './queries.js';

/** Somebody who is not let in any more. */
export function Block({ onMade }: { readonly onMade: () => void }) {
  const t = useT();
  const changed = useChanged();
  const block = async (values: FormData) => {
    const certNumber = textIn(values, 'certNumber');
    const body = {
      ...{ certType: textIn(values, 'certType'), certNumber },
      ...{ name: textIn(values, 'name'), reason: textIn(values, 'reason') },
    };
    const { name } = await call('POST /visitor-block-list', { body });
    toast('good', t('visitors.blocked', { name: name || certNumber }));
    await changed();
    onMade();
  };
  return (
    <Form onSubmit={block} submit={t('visitors.block')} explain={explainIn(t)}>
      <p className="muted">{t('visitors.blockText')}</p>
      <Select name="certType" label={t('visitors.certType')} options={certTypeOptions(t)} defaultValue="2" />
      <TextField name="certNumber" label={t('visitors.certNumber')} isRequired />
      <TextField name="name" label={t('visitors.name')} />
      <TextField name="reason" label={t('visitors.reason')} />
    </Form>
  );
}

/** An entry of the block list. */
export function BlockedContent({ id, onGone }: { readonly id: string; readonly onGone: () => void }) {
  const t = useT();
  const may = useMay();
  const changed = useChanged();
  const asked = useBlocked();
  const one = asked.data?.find((blocked) => blocked.id === id);
  if (!one) return <Waiting asked={asked} />;
  const name = one.name || one.certNumber;
  return (
    <>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <p>
        {t.loose(`visitors.cert-${one.certType}`, one.certType)} <bdi>{one.certNumber}</bdi>
      </p>
      {one.reason !== '' && (
        <p>
          <bdi>{one.reason}</bdi>
        </p>
      )}
      <p className="muted">
        <Time at={one.createdAt} isWhole />
      </p>
      {may('visit') && (
        <Removal
          act={t('visitors.unblockAct', { name })}
          text={t('visitors.unblockText')}
          remove={() => call('DELETE /visitor-block-list/{id}', { path: { id } })}
          onGone={() => {
            onGone();
            void changed();
          }}
        />
      )}
    </>
  );
}
