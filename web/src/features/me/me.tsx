import { Field, makeStyles, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { Card } from '../../components/card.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { deviceZone } from '../../lib/format-time.ts';
import { type ThemeName, themeNames, usePreferences } from '../../lib/preferences.ts';
import { tellingStrings } from '../../strings/telling.ts';
import { strings } from '../../strings.ts';
import { SessionList } from './session-list.tsx';
import { TimeZones } from './time-zones.tsx';

const words = strings.me;

const useStyles = makeStyles({
  fields: { display: 'grid', gap: '20px', '& .fui-Select': { maxWidth: '420px' } },
  themes: { flexWrap: 'wrap', whiteSpace: 'nowrap' },
});

/** How things look on this device, and where the person is signed in. */
export function MePage() {
  const styles = useStyles();
  const { preferences, change } = usePreferences();
  return (
    <Page title={strings.pages.me} lead={words.lead}>
      <Card>
        <div className={styles.fields}>
          <Field label={words.theme}>
            <RadioGroup
              className={styles.themes}
              layout="horizontal"
              value={preferences.theme}
              onChange={(_, { value }) => change({ theme: value as ThemeName })}
            >
              {themeNames.map((name) => (
                <Radio key={name} value={name} label={words.themes[name]} />
              ))}
            </RadioGroup>
          </Field>
          <Field label={words.zone}>
            <Select
              value={preferences.zone ?? ''}
              onChange={(_, { value }) => change({ zone: value === '' ? null : value })}
            >
              <option value="">{words.zoneDevice(deviceZone())}</option>
              <TimeZones />
            </Select>
          </Field>
        </div>
      </Card>
      <Section title={tellingStrings.title}>
        <Card>
          <span>{tellingStrings.lead}</span>
          <Link to="/me/notifications">{words.telling}</Link>
        </Card>
      </Section>
      <Section title={words.sessions}>
        <SessionList />
      </Section>
    </Page>
  );
}
