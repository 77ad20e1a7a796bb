plugins { kotlin("jvm") version "2.2.21" }

repositories { mavenCentral() }

dependencies {
    // --8<-- [start:dependency]
    implementation("com.qqwxpay:qq-wxpay:0.1.0")
    // --8<-- [end:dependency]
}
