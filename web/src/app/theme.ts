import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
  teamsHighContrastTheme,
} from '@fluentui/react-components';

const brand: BrandVariants = {
  10: '#050a1a',
  20: '#0c1a3d',
  30: '#0f2966',
  40: '#143584',
  50: '#19409c',
  60: '#1f4ab1',
  70: '#254fbd',
  80: '#2a56c6',
  90: '#4069d2',
  100: '#5a80dd',
  110: '#7596e6',
  120: '#8fabee',
  130: '#a8bff4',
  140: '#c1d2f8',
  150: '#d9e4fc',
  160: '#edf3fe',
};

const fonts = {
  fontFamilyBase: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Consolas, monospace',
  borderRadiusMedium: '6px',
  borderRadiusLarge: '8px',
  borderRadiusXLarge: '12px',
};

export const lightTheme: Theme = {
  ...createLightTheme(brand),
  ...fonts,
  colorNeutralBackground2: '#f6f7f9',
  colorNeutralBackground3: '#eef0f4',
  colorNeutralStroke2: '#e1e5ea',
  colorNeutralForeground1: '#1a1e24',
  colorNeutralForeground2: '#3b434e',
  colorNeutralForeground3: '#566070',
};

export const darkTheme: Theme = {
  ...createDarkTheme(brand),
  ...fonts,
  colorNeutralBackground1: '#1c2026',
  colorNeutralBackground1Hover: '#252a32',
  colorNeutralBackground1Pressed: '#171a1f',
  colorNeutralBackground2: '#14171b',
  colorNeutralBackground3: '#262b33',
  colorNeutralStroke1: '#4a525d',
  colorNeutralStroke2: '#30363f',
  colorNeutralForeground1: '#e9ecf0',
  colorNeutralForeground2: '#c6ccd5',
  colorNeutralForeground3: '#a1a9b5',
  // what loads glows no more than what is there
  colorNeutralStencil1: '#262b33',
  colorNeutralStencil2: '#313842',
  colorBrandForeground1: brand[120],
  colorBrandForeground2: brand[130],
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
  colorBrandStroke1: brand[110],
  colorCompoundBrandForeground1: brand[120],
  colorCompoundBrandBackground: brand[110],
  colorCompoundBrandStroke: brand[110],
};

export const contrastTheme: Theme = { ...teamsHighContrastTheme, ...fonts };
