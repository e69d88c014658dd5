import { callLoosely } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { RuleDeviceView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Icon } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { RecordForm } from '../../ui/records/record-form.js';
import { useSaying } from '../../ui/records/use-saying.js';
import { Removal } from '../../ui/removal.js';
import { SidePanel } from '../../ui/side-panel.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import type { Kind } from './kind.js';
import { saidOf } from './kinds.js';
import { useRefresh, useRule, type Rule } from './queries.js';

const stateOf = ({ supported, inSync }: RuleDeviceView) => {
  if (supported === false) return 'unsupported';
  if (supported === null) return 'unreported';
  return inSync ? 'held' : 'pending';
};

const icons = { unsupported: 'warning', unreported: 'question', held: 'check', pending: 'clock' } as const;

/** Who keeps the rule, and what stops the others. */
function Devices({ devices }: { readonly devices: readonly RuleDeviceView[] }) {
  const t = useT();
  return (
    <section className="stack" aria-label={t('rules.devicesOf')}>
      <h3>{t('rules.devicesOf')}</h3>
      {devices.length === 0 && <p className="muted">{t('rules.noDevice')}</p>}
      <ul className="rule-devices">
        {devices.map((device) => {
          const state = stateOf(device);
          return (
            <li key={device.sn}>
              <div className="row">
                <Icon name={icons[state]} size={16} />
                <PageLink to={`/devices/${encodeURIComponent(device.sn)}`}>
                  <bdi>{device.sn}</bdi>
                </PageLink>
                <span className={state === 'unsupported' ? 'bad' : ''}>{t(`rules.device-${state}`)}</span>
              </div>
              {device.needs !== null && state !== 'held' && (
                <p className="small muted">
                  {t('rules.needs')} <bdi lang="en">{device.needs}</bdi>
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface EditorProps {
  readonly kind: Kind;
  readonly rule?: Rule;
  readonly onSaved: (id: string) => void;
}

/** The form of a kind: made, or changed. */
export function RuleForm({ kind, rule, onSaved }: EditorProps) {
  const t = useT();
  const may = useMay();
  const refresh = useRefresh();
  const save = async (body: Record<string, unknown>) => {
    const { id } = (await (rule
      ? callLoosely('PATCH', `/${kind.name}/${encodeURIComponent(rule.id)}`, { body })
      : callLoosely('POST', `/${kind.name}`, { body }))) as Rule;
    toast('good', t('rules.saved'));
    await refresh();
    onSaved(id);
  };
  return (
    <RecordForm
      texts="rules"
      fields={kind.fields}
      record={rule}
      isReadOnly={!may(kind.write)}
      submit={t(rule ? 'ui.save' : 'rules.add')}
      onSave={save}
    />
  );
}

interface RulePanelProps {
  readonly kind: Kind;
  readonly id: string;
  readonly onClose: () => void;
}

/** A rule as a sentence, its form, and how far its devices are. */
export function RulePanel({ kind, id, onClose }: RulePanelProps) {
  const t = useT();
  const may = useMay();
  const refresh = useRefresh();
  const asked = useRule(kind, id);
  const saying = useSaying('rules', kind.fields);
  const title = t.loose(`rules.kind-${kind.name}`, kind.name);
  const rule = asked.data;
  const { devices = [], ...facts } = rule ?? {};
  return (
    <SidePanel title={title} onClose={onClose}>
      <Waiting asked={asked} />
      {rule && (
        <>
          {saying && <p>{saidOf(kind, rule, saying)}</p>}
          <RuleForm key={JSON.stringify(facts)} kind={kind} rule={rule} onSaved={() => undefined} />
          <Devices devices={devices} />
          {may(kind.write) && (
            <Removal
              act={t('rules.deleteAct')}
              text={t('rules.deleteText')}
              remove={() => callLoosely('DELETE', `/${kind.name}/${encodeURIComponent(id)}`)}
              onGone={() => {
                onClose();
                void refresh();
              }}
            />
          )}
        </>
      )}
    </SidePanel>
  );
}
