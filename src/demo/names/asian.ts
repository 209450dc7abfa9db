import type { NameCulture } from './culture.ts';

/** Arabic, Hebrew, Hindi, Chinese, Japanese and Korean. */
export const asian: readonly NameCulture[] = [
  {
    language: 'ar',
    share: 45,
    women:
      'فاطمة/Fatima, مريم/Maryam, عائشة/Aisha, ليلى/Layla, زينب/Zaynab, نور/Noor, هدى/Huda, سلمى/Salma, أمينة/Amina, رانيا/Rania, ياسمين/Yasmin, خديجة/Khadija',
    men: 'محمد/Muhammad, أحمد/Ahmad, عليّ/Ali, يوسف/Yusuf, عمر/Umar, خالد/Khalid, إبراهيم/Ibrahim, حسن/Hasan, مصطفى/Mustafa, طارق/Tariq, سامي/Sami, كريم/Karim',
    families:
      'الحسن/Al-Hasan, المصري/Al-Masri, حداد/Haddad, خوري/Khoury, النجار/An-Najjar, عبد الله/Abdallah, القاضي/Al-Qadi, منصور/Mansour, الشامي/Ash-Shami, صالح/Salih, فارس/Faris, الكاتب/Al-Katib, درويش/Darwish, زيدان/Zaydan, رضا/Rida, البغدادي/Al-Baghdadi',
  },
  {
    language: 'he',
    share: 35,
    women:
      'נועה/Noa, תמר/Tamar, רחל/Rachel, שרה/Sarah, מיכל/Michal, יעל/Yael, אסתר/Esther, חנה/Hannah, רות/Ruth, שירה/Shira, אביגיל/Avigail, דבורה/Dvora',
    men: 'דוד/David, יוסף/Yosef, אברהם/Avraham, משה/Moshe, איתן/Eitan, נועם/Noam, עמוס/Amos, יהודה/Yehuda, שמעון/Shimon, אריאל/Ariel, גיל/Gil, בועז/Boaz',
    families:
      'כהן/Cohen, לוי/Levi, מזרחי/Mizrahi, פרץ/Peretz, ביטון/Biton, אברהמי/Avrahami, פרידמן/Friedman, שפירא/Shapira, גולן/Golan, בן דוד/Ben David, רוזן/Rosen, עוז/Oz, ירושלמי/Yerushalmi, כץ/Katz, דיין/Dayan, אלון/Alon',
  },
  {
    language: 'hi',
    share: 30,
    women:
      'आशा/Asha, प्रिया/Priya, सीता/Sita, मीरा/Meera, लक्ष्मी/Lakshmi, कविता/Kavita, अनीता/Anita, दीपा/Deepa, राधा/Radha, सुनीता/Sunita',
    men: 'राजेश/Rajesh, अमित/Amit, विजय/Vijay, अर्जुन/Arjun, सुरेश/Suresh, कृष्ण/Krishna, राहुल/Rahul, मोहन/Mohan, अशोक/Ashok, विक्रम/Vikram',
    families:
      'शर्मा/Sharma, वर्मा/Varma, सिंह/Singh, गुप्ता/Gupta, पटेल/Patel, मिश्र/Mishra, जोशी/Joshi, त्रिपाठी/Tripathi, अग्रवाल/Agrawal, राव/Rao, चौधरी/Chaudhari, द्विवेदी/Dwivedi',
  },
  {
    language: 'zh',
    share: 45,
    women:
      '丽/Li, 秀英/Xiuying, 芳/Fang, 静/Jing, 婷婷/Tingting, 雪梅/Xuemei, 玉兰/Yulan, 晓燕/Xiaoyan, 佳怡/Jiayi, 慧/Hui, 诗涵/Shihan, 美玲/Meiling',
    men: '伟/Wei, 强/Qiang, 建国/Jianguo, 志明/Zhiming, 浩然/Haoran, 磊/Lei, 俊杰/Junjie, 文博/Wenbo, 国栋/Guodong, 宇航/Yuhang, 明/Ming, 鹏/Peng',
    families:
      '王/Wang, 李/Li, 张/Zhang, 刘/Liu, 陈/Chen, 杨/Yang, 黄/Huang, 赵/Zhao, 吴/Wu, 周/Zhou, 徐/Xu, 孙/Sun, 欧阳/Ouyang, 司马/Sima, 郑/Zheng, 谢/Xie, 呂/Lü, 诸葛/Zhuge',
  },
  {
    language: 'ja',
    share: 35,
    women:
      '花子/Hanako, 陽菜/Hina, 美咲/Misaki, さくら/Sakura, 由美子/Yumiko, 葵/Aoi, エリカ/Erika, 恵子/Keiko, 千尋/Chihiro, 真由美/Mayumi, 結衣/Yui, 桃子/Momoko',
    men: '太郎/Tarō, 健太/Kenta, 翔/Shō, 大輔/Daisuke, 一郎/Ichirō, 拓也/Takuya, 誠/Makoto, 蓮/Ren, ケン/Ken, 光/Hikaru, 裕介/Yūsuke, 隆/Takashi',
    families:
      '佐藤/Satō, 鈴木/Suzuki, 高橋/Takahashi, 田中/Tanaka, 伊藤/Itō, 渡辺/Watanabe, 山本/Yamamoto, 中村/Nakamura, 小林/Kobayashi, 加藤/Katō, 斎藤/Saitō, 井上/Inoue, 木村/Kimura, 清水/Shimizu, 大野/Ōno, 森/Mori',
  },
  {
    language: 'ko',
    share: 25,
    women: '지은/Ji-eun, 민지/Min-ji, 서연/Seo-yeon, 수진/Su-jin, 하늘/Haneul, 영희/Yeong-hui, 은주/Eun-ju, 유나/Yu-na',
    men: '민준/Min-jun, 지훈/Ji-hun, 성호/Seong-ho, 동현/Dong-hyeon, 철수/Cheol-su, 준영/Jun-yeong, 상우/Sang-u, 태양/Tae-yang',
    families: '김/Kim, 이/Yi, 박/Pak, 최/Choe, 정/Jeong, 강/Kang, 조/Jo, 윤/Yun, 장/Jang, 임/Im, 한/Han, 남궁/Namgung',
  },
];
