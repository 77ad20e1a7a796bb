<view class="order">
  <text class="product">蓝色马克杯</text>
  <text class="price">¥19.99</text>
  <button type="primary" loading="{{busy}}" disabled="{{busy || paid}}" bindtap="pay">微信支付</button>
  <text class="says">{{says}}</text>
</view>
