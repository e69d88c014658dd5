import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { Icon } from '../../ui/icon.js';
import { Menu, type MenuGroup } from '../../ui/menu.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import type { Field } from '../../ui/records/field.js';
import { useSaying } from '../../ui/records/use-saying.js';
import { typed, type Saying } from '../../ui/records/words.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import type { Kind } from './kind.js';
import { groups, kindOf, kinds, saidOf } from './kinds.js';
import { useRules, type Rule } from './queries.js';
import { rulesPage } from './route.js';
import { RuleForm, RulePanel } from './rule-panel.js';
import './rules.css';

interface SectionProps {
  readonly kind: Kind;
  readonly rules: readonly Rule[];
  readonly saying: Saying;
  readonly q: string;
  readonly chosen: string | undefined;
  readonly onChoose: (rule: Rule) => void;
}

/** The rules of one kind, each as a sentence. */
function Section({ kind, rules, saying, q, chosen, onChoose }: SectionProps) {
  const t = useT();
  const said = rules
    .map((rule) => ({ rule, text: saidOf(kind, rule, saying) }))
    .filter(({ text }) => typed(text).includes(typed(q)));
  if (said.length === 0) return null;
  const title = t.loose(`rules.kind-${kind.name}`, kind.name);
  return (
    <section aria-label={title} className="rule-kind">
      <h2>{title}</h2>
      <ul className="rule-list">
        {said.map(({ rule, text }) => (
          <li key={rule.id}>
            <button
              type="button"
              className="rule-row"
              aria-current={rule.id === chosen ? 'true' : undefined}
              onClick={() => onChoose(rule)}
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The kinds, by what they are about. */
function useKindMenu(isShown: (kind: Kind) => boolean, onKind: (kind: Kind) => void): MenuGroup[] {
  const t = useT();
  return groups
    .map((group) => ({
      title: t(`rules.group-${group}`),
      actions: kinds
        .filter((kind) => kind.group === group && isShown(kind))
        .map((kind) => ({
          id: kind.name,
          name: t.loose(`rules.kind-${kind.name}`, kind.name),
          onAction: () => onKind(kind),
        })),
    }))
    .filter(({ actions }) => actions.length > 0);
}

const fieldsOf = (own: readonly Kind[]): readonly Field[] => own.flatMap(({ fields }) => fields);

export default function RulesPage() {
  const t = useT();
  const may = useMay();
  const [{ q = '', kind: said, of, rule }, setSearch] = usePageSearch(rulesPage);
  const kind = kindOf(said);
  const own = kindOf(of);
  const found = useRules(kind);
  const filled = found?.filter(({ rules, error }) => rules.length > 0 || error) ?? [];
  const saying = useSaying('rules', fieldsOf(filled.map((one) => one.kind)));
  const close = () => setSearch({ rule: undefined, of: undefined });

  const addable = useKindMenu(
    (one) => may(one.write),
    (one) => setSearch({ of: one.name, rule: 'new' }),
  );
  const filters = useKindMenu(
    (one) => may(one.read),
    (one) => setSearch({ kind: one.name }),
  );
  const add = addable.length > 0 && (
    <Menu label={t('rules.add')} groups={addable}>
      <Button kind="main">
        <Icon name="plus" size={16} />
        {t('rules.add')}
      </Button>
    </Menu>
  );
  const list = () => {
    if (found === null || saying === null) return <Loading />;
    if (filled.length === 0) return <Empty icon="link" text={t(kind ? 'ui.nothingFound' : 'rules.none')} />;
    return filled.map((one) =>
      one.error ? (
        <ErrorBlock key={one.kind.name} error={one.error} onRetry={one.retry} />
      ) : (
        <Section
          key={one.kind.name}
          {...one}
          saying={saying}
          q={q}
          chosen={rule}
          onChoose={({ id }) => setSearch({ of: one.kind.name, rule: id })}
        />
      ),
    );
  };
  const panel = () => {
    if (!own || rule === undefined) return null;
    if (rule !== 'new') return <RulePanel key={rule} kind={own} id={rule} onClose={close} />;
    return (
      <SidePanel key={own.name} title={t.loose(`rules.kind-${own.name}`, own.name)} onClose={close}>
        <p className="muted">{saying && saidOf(own, null, saying)}</p>
        <RuleForm kind={own} onSaved={(id) => setSearch({ rule: id })} />
      </SidePanel>
    );
  };
  return (
    <>
      <h1>{t('rules.title')}</h1>
      <FilterBar
        text={q}
        onText={(text) => setSearch({ q: text })}
        tokens={
          kind
            ? [
                {
                  id: kind.name,
                  text: t.loose(`rules.kind-${kind.name}`, kind.name),
                  onRemove: () => setSearch({ kind: undefined }),
                },
              ]
            : []
        }
        choices={filters}
        total={found?.reduce((sum, { rules }) => sum + rules.length, 0)}
      >
        {add}
      </FilterBar>
      <WithPanel panel={panel()}>{list()}</WithPanel>
    </>
  );
}
